import { library } from './vocabulary.ts';

const Twilio = { construct: { type: 'Twilio' } } as const;

/** Every client has a keep-alive agent of its own, made with its first request, and nothing closes it. */
export default library({
  package: 'twilio',
  checked: { oldest: '6.2.0', newest: '6.2.0' },
  docs: 'https://www.twilio.com/docs/libraries/reference/twilio-node/',
  modules: { twilio: { default: { call: { type: 'Twilio' }, members: { Twilio } }, Twilio } },
  types: {
    Twilio: {
      kind: 'plain',
      label: 'Twilio client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, secrets: [0, 1] },
    },
  },
});
