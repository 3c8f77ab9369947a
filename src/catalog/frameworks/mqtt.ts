import { framework } from './entry.ts';

export default framework({
  name: 'MQTT',
  modules: ['mqtt'],
  docs: 'https://github.com/mqttjs/MQTT.js#event-message',
  unit: 'message',
  registrations: [
    {
      on: ['connect', 'connectAsync', 'MqttClient'],
      methods: ['on'],
      events: ['message', 'packetreceive'],
    },
  ],
});
