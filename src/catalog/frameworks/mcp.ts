import { framework } from './entry.ts';

/** Tools, resources and prompts of a Model Context Protocol server. */
export default framework({
  name: 'MCP',
  modules: ['@modelcontextprotocol/sdk/server/mcp.js', '@modelcontextprotocol/sdk/server/index.js', 'fastmcp'],
  docs: 'https://modelcontextprotocol.io/docs/concepts/tools',
  unit: 'call',
  registrations: [
    {
      on: ['McpServer', 'Server'],
      methods: [
        'tool',
        'registerTool',
        'resource',
        'registerResource',
        'prompt',
        'registerPrompt',
        'setRequestHandler',
      ],
    },
    { on: ['FastMCP'], methods: ['addTool', 'addResource', 'addPrompt'], properties: ['execute', 'load'] },
  ],
});
