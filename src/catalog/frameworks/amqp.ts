import { framework } from './entry.ts';

export default framework({
  name: 'AMQP',
  modules: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
  docs: 'https://amqp-node.github.io/amqplib/channel_api.html#channel_consume',
  unit: 'message',
  registrations: [{ on: ['connect', 'Channel', 'ConfirmChannel', 'ChannelWrapper'], methods: ['consume'] }],
  parameters: ['ConsumeMessage'],
  looks: [{ methods: ['consume'], receiver: '[cC]hannel', parameter: ['msg', 'message', 'm', 'data'] }],
});
