import { beforeAll, describe, expect, it } from 'vitest';

import { frameworks } from '../../src/catalog/frameworks/index.ts';
import { installed } from './declarations.ts';
import { FrameworkDeclarations } from './framework-declarations.ts';

/**
 * What of a framework is in no package that is installed here, so that nobody checks it: packages too large to be installed for this,
 * what older versions had (`h3` 1, `@azure/functions` 3), what another platform offers, what tools generate. Each was looked at in the
 * package that has it.
 */
const UNCHECKED: Readonly<Record<string, readonly string[]>> = {
  'Azure Functions': ['AzureFunction'],
  'Bun.serve': ['Bun', 'bun', 'serve'],
  'Deno.serve': ['@std/http', 'Deno', 'jsr:@std/http', 'serve'],
  Express: ['createServer', 'del', 'express-promise-router', 'polka', 'pre', 'restify'],
  Fastify: ['fastify-plugin'],
  GraphQL: [
    '@apollo/server',
    '@apollo/server/express4',
    '@apollo/server/standalone',
    '@as-integrations/aws-lambda',
    '@as-integrations/express5',
    '@as-integrations/next',
    'ApolloServer',
    'apollo-server',
    'apollo-server-express',
    'createHandler',
    'expressMiddleware',
    'graphql-http/lib/use/express',
    'startServerAndCreateLambdaHandler',
    'startServerAndCreateNextHandler',
    'startStandaloneServer',
  ],
  h3: [
    '#imports',
    'add',
    'cachedEventHandler',
    'defineCachedEventHandler',
    'defineRequestMiddleware',
    'nitro/h3',
    'nitropack',
  ],
  Hono: ['@hono/zod-openapi', 'OpenAPIHono', 'openapi'],
  'job queue': ['Inngest', 'createFunction', 'inngest'],
  Koa: ['koa-router'],
  Lambda: ['@sentry/aws-serverless', '@sentry/serverless', 'wrapHandler'],
  MCP: ['FastMCP', 'addPrompt', 'addResource', 'addTool', 'fastmcp'],
  'Next.js': [
    'GetServerSideProps',
    'GetServerSidePropsContext',
    'NextApiHandler',
    'NextApiRequest',
    'NextMiddleware',
    'NextPageContext',
    'NextRequest',
    'next',
    'next/server',
  ],
  Remix: [
    '@react-router/node',
    '@remix-run/cloudflare',
    '@remix-run/deno',
    '@remix-run/node',
    '@remix-run/server-runtime',
    'ActionArgs',
    'ActionFunction',
    'ActionFunctionArgs',
    'DataFunctionArgs',
    'LoaderArgs',
    'LoaderFunction',
    'LoaderFunctionArgs',
    'react-router',
  ],
  'Socket.IO': ['default'],
  SvelteKit: [
    './$types',
    '@sveltejs/kit',
    'Action',
    'Handle',
    'LayoutServerLoad',
    'PageServerLoad',
    'RequestEvent',
    'RequestHandler',
    'ServerLoad',
    'ServerLoadEvent',
  ],
  Vercel: ['@vercel/node', 'NowRequest', 'VercelApiHandler', 'VercelRequest'],
};

const names = [...new Set(frameworks.map(({ name }) => name))];

describe.skipIf(!installed)('the frameworks against the declarations of the packages', () => {
  let declarations: FrameworkDeclarations;

  beforeAll(() => {
    declarations = new FrameworkDeclarations();
  }, 240_000);

  it.each(names)('%s', { timeout: 60_000 }, (name) => {
    const described = frameworks.filter((each) => each.name === name);
    const missing = new Set(described.flatMap((each) => [...declarations.missing(each)]));
    expect([...missing].sort()).toEqual([...(UNCHECKED[name] ?? [])].sort());
  });
});
