import { framework } from './entry.ts';

/** Transports of RPC clients: one method for each kind of call, which runs for each call. */
export default framework({
  name: 'RPC transport',
  modules: ['@protobuf-ts/runtime-rpc'],
  docs: 'https://github.com/timostamm/protobuf-ts/blob/main/MANUAL.md#rpc-transport',
  unit: 'call',
  classes: [{ of: 'RpcTransport', methods: ['unary', 'serverStreaming', 'clientStreaming', 'duplex'] }],
});
