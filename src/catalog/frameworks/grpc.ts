import { framework } from './entry.ts';

/** The methods of a service. */
export default framework({
  name: 'gRPC',
  modules: ['@grpc/grpc-js'],
  docs: 'https://grpc.io/docs/languages/node/basics/',
  unit: 'request',
  registrations: [{ on: ['Server'], methods: ['addService'], properties: ['*'] }],
  parameters: ['ServerUnaryCall', 'ServerWritableStream', 'ServerReadableStream', 'ServerDuplexStream'],
  functions: ['handleUnaryCall', 'handleServerStreamingCall', 'handleClientStreamingCall', 'handleBidiStreamingCall'],
});
