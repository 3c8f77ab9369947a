import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const on = { chains: true, events: { message: { livesOn: true } } } as const;

export default library({
  package: 'mqtt',
  checked: { oldest: '5.16.0', newest: '5.16.0' },
  docs: 'https://github.com/mqttjs/MQTT.js#end',
  modules: {
    mqtt: {
      connect: { call: { type: 'MqttClient' } },
      connectAsync: { call: { type: 'MqttClient', async: true }, since: '5.0.0' },
    },
  },
  types: {
    // It connects when it is made, unless `manualConnect` says otherwise. Its errors need no listener: `connect` adds one that does nothing.
    MqttClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      dispose: { endAsync: { async: true, since: '5.0.0' }, end: {} },
      members: {
        subscribeAsync: { async: true, since: '5.0.0' },
        publishAsync: { async: true, since: '5.0.0' },
        on,
        // Who listens once waits for one message, and is over then.
        once: chains,
      },
    },
  },
});
