import { library } from './vocabulary.ts';

const object = { call: { type: 'Readable', async: true, callback: { error: 0, value: 1 } } } as const;
const named = { Client: { construct: { type: 'Client' } } } as const;

/** The client itself keeps nothing open: its sockets are those of the agent that it is given, or of Node's own. */
export default library({
  package: 'minio',
  checked: { oldest: '8.0.7', newest: '8.0.7' },
  docs: 'https://min.io/docs/minio/linux/developers/javascript/API.html#getobject-bucketname-objectname-getopts',
  modules: { minio: { ...named, default: { members: named } } },
  unchecked: 'Client.getObject, Client.getPartialObject: callbacks were taken by version 7.',
  types: {
    Client: {
      kind: 'plain',
      members: { getObject: object, getPartialObject: object },
    },
    // The answer itself, which keeps its socket until it is read.
    Readable: {
      kind: 'response',
      label: 'object',
      names: [],
      extends: 'node:http#IncomingMessage',
    },
  },
});
