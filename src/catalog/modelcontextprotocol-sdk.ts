import { library } from './vocabulary.ts';

const uses = { async: true } as const;
const client = { Client: { construct: { type: 'Client' } } } as const;
const stdio = { StdioClientTransport: { construct: { type: 'StdioClientTransport' } } } as const;
const http = { StreamableHTTPClientTransport: { construct: { type: 'StreamableHTTPClientTransport' } } } as const;
const sse = { SSEClientTransport: { construct: { type: 'SSEClientTransport' } } } as const;
const socket = { WebSocketClientTransport: { construct: { type: 'WebSocketClientTransport' } } } as const;
// A client starts the transport that it connects, and closes it.
const transport = { kind: 'client', label: 'transport', opensAt: 'start', dispose: { close: uses } } as const;

export default library({
  package: '@modelcontextprotocol/sdk',
  checked: { oldest: '1.32.2', newest: '1.32.2' },
  docs: 'https://github.com/modelcontextprotocol/typescript-sdk',
  modules: {
    '@modelcontextprotocol/sdk/client': client,
    '@modelcontextprotocol/sdk/client/index.js': client,
    '@modelcontextprotocol/sdk/client/stdio.js': stdio,
    '@modelcontextprotocol/sdk/client/streamableHttp.js': http,
    '@modelcontextprotocol/sdk/client/sse.js': sse,
    '@modelcontextprotocol/sdk/client/websocket.js': socket,
  },
  types: {
    Client: {
      kind: 'client',
      opensAt: 'connect',
      dispose: { close: uses },
      members: {
        connect: { async: true, endsWith: 0 },
        ping: uses,
        callTool: uses,
        listTools: uses,
        listPrompts: uses,
        getPrompt: uses,
        listResources: uses,
        readResource: uses,
        complete: uses,
      },
    },
    StdioClientTransport: transport,
    StreamableHTTPClientTransport: transport,
    SSEClientTransport: transport,
    WebSocketClientTransport: transport,
  },
});
