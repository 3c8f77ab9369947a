import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const on = { chains: true, events: { data: { livesOn: true }, readable: { livesOn: true } } } as const;

export default library({
  package: 'serialport',
  checked: { oldest: '13.0.0', newest: '13.0.0' },
  docs: 'https://serialport.io/docs/api-stream#close',
  modules: {
    serialport: {
      SerialPort: {
        construct: [{ type: 'ClosedPort', when: [{ arg: 0, path: 'autoOpen', is: [false] }] }, { type: 'SerialPort' }],
      },
    },
  },
  types: {
    SerialPort: {
      kind: 'client',
      label: 'port',
      unheard: {
        when: 'a port that cannot be opened, or breaks',
        evidence: "@serialport/stream/dist/index.js: this.emit('error', error) where no callback is given",
      },
      dispose: { close: {}, destroy: { forced: true } },
      symbol: { async: true, since: '13.0.0', safe: false },
      members: { on, once: chains, addListener: on, pipe: { livesOn: true } },
      closedWhen: { isOpen: false },
    },
    ClosedPort: { kind: 'client', extends: 'SerialPort', names: [], opensAt: 'open' },
  },
});
