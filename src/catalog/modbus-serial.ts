import { library } from './vocabulary.ts';

const uses = { async: true } as const;
const connects = { async: true, readyAfter: true } as const;

export default library({
  package: 'modbus-serial',
  checked: { oldest: '8.0.25', newest: '8.0.25' },
  docs: 'https://github.com/yaacov/node-modbus-serial#examples',
  modules: { 'modbus-serial': { default: { construct: { type: 'ModbusRTU' } } } },
  types: {
    ModbusRTU: {
      kind: 'client',
      label: 'connection',
      opensAt: '*',
      dispose: { close: {}, destroy: { forced: true } },
      members: {
        on: { chains: true },
        connectRTU: connects,
        connectTCP: connects,
        connectUDP: connects,
        connectTcpRTUBuffered: connects,
        connectTelnet: connects,
        connectRTUBuffered: connects,
        connectAsciiSerial: connects,
        readCoils: uses,
        readDiscreteInputs: uses,
        readHoldingRegisters: uses,
        readInputRegisters: uses,
        writeCoil: uses,
        writeCoils: uses,
        writeRegister: uses,
        writeRegisters: uses,
      },
      closedWhen: { isOpen: false },
    },
  },
});
