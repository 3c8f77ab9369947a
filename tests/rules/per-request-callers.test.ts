import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/no-per-request-client.ts';
import { fixed, lint } from '../support/linting.ts';

const config = { languageOptions: { parser: typescript, parserOptions: { ecmaFeatures: { jsx: true } } } };
const EXPRESS = "import express from 'express';\nconst app = express();\n";

function found(code: string, filename = 'src/file.ts'): ReturnType<typeof lint> {
  return lint(rule, code, { config, filename });
}

function messages(code: string, filename?: string): string[] {
  return found(code, filename).map(({ message }) => message);
}

describe('credentials of the caller', () => {
  const OWNED = expect.stringMatching(/with credentials that come with it: .* End it with `\w+\(\)`/) as unknown;

  it.each([
    [
      'through a helper',
      "import { AthenaClient } from '@aws-sdk/client-athena';",
      'const open = (id, key) => new AthenaClient({ credentials: { accessKeyId: id, secretAccessKey: key } });',
      'run(open(req.body.id, req.body.key));',
    ],
    [
      'through options with a name',
      "import { Pool } from 'pg';",
      '',
      'const options = { host: HOST, password: req.body.password }; const pool = new Pool(options); res.json(await pool.query(""));',
    ],
    [
      'as an argument of their own',
      "import { auth, driver } from 'neo4j-driver';",
      '',
      'const db = driver(URL, auth.basic(req.body.user, req.body.password)); res.json(await list(db));',
    ],
    [
      'deep in the options',
      "import knex from 'knex';",
      '',
      "const db = knex({ client: 'pg', connection: { password: req.headers.authorization } }); res.json(await db('a'));",
    ],
  ])('%s', (_name, imports, helper, body) => {
    expect(messages(`${imports}\n${EXPRESS}${helper}\napp.post('/', async (req, res) => { ${body} });`)).toEqual([
      OWNED,
    ]);
  });

  it('are not those of the service that a helper is given', () => {
    const code = `import { S3Client } from '@aws-sdk/client-s3';\n${EXPRESS}const open = (credentials) => new S3Client({ credentials });
app.get('/', async (req, res) => res.json(await open(KEYS).send(command(req.query.name))));`;
    expect(messages(code)).toEqual([expect.stringContaining('Keep one client for each set of arguments')]);
  });

  it('do not matter to what only signs with them', () => {
    const code = `import { S3Client } from '@aws-sdk/client-s3';\nimport { getSignedUrl } from '@aws-sdk/s3-request-presigner';
${EXPRESS}app.post('/', async (req, res) => { const client = new S3Client({ OPTIONS }); res.json(await getSignedUrl(client, command)); });`;
    expect(messages(code.replace('OPTIONS', 'credentials: req.body'))).toEqual([]);
    // Here each client has to look for credentials of its own.
    expect(messages(code.replace('OPTIONS', 'region: "x"'))).toHaveLength(1);
  });

  it('do not matter to a connection that a variable holds until it is closed', () => {
    const code = `import Redis from 'ioredis';\n${EXPRESS}app.post('/', async (req, res) => { let client = null; try { client = new Redis({ host: req.body.host, password: req.body.password }); res.json(await client.get('a')); } finally { if (client) await client.quit(); } });`;
    expect(messages(code)).toEqual([]);
    expect(messages(code.replace('await client.quit()', 'log()'))).toEqual([OWNED]);
  });
});

describe('code that finds out whether something can be reached', () => {
  const probe = (route: string, end: string): string =>
    `import { Client } from 'pg';\n${EXPRESS}app.get('${route}', async (req, res) => { const client = new Client(); await client.connect(); ${end} res.json({}); });`;

  it('opens what it closes again', () => {
    expect(messages(probe('/health', 'await client.end();'))).toEqual([]);
    expect(messages(probe('/health', ''))).toHaveLength(1);
    expect(messages(probe('/users', 'await client.end();'))).toHaveLength(1);
  });

  it('is known by the names on the way', () => {
    const code = `import { Client } from 'pg';\n${EXPRESS}async function NAME() { const client = new Client(); await client.connect(); await client.end(); }
app.get('/status', async (req, res) => res.json(await NAME()));`;
    expect(messages(code.replaceAll('NAME', 'checkDatabaseConnection'))).toEqual([]);
    expect(messages(code.replaceAll('NAME', 'loadUsers'))).toHaveLength(1);
  });
});

it('says of a client that connects nothing what it costs', () => {
  const code = `import { createClient } from '@supabase/supabase-js';\n${EXPRESS}app.get('/', async (req, res) => { const db = createClient(URL, KEY OPTIONS); res.json(await db.from('a').select()); });`;
  expect(messages(code.replace('OPTIONS', ''))).toEqual([
    expect.stringContaining('. Each one renews its session on a timer that nothing stops, unless'),
  ]);
  expect(messages(code.replace('OPTIONS', ', { accessToken: () => token }'))).toEqual([]);
});

it('leaves a cache to what waits while it renders: a server renders that, once for each request', () => {
  const code =
    "import { QueryClient } from '@tanstack/react-query';\nexport default ASYNC function Page() { const client = new QueryClient(); return <Boundary state={client} />; }";
  expect(messages(code.replace('ASYNC', ''), 'src/page.tsx')).toHaveLength(1);
  expect(messages(code.replace('ASYNC', 'async'), 'src/page.tsx')).toEqual([]);
});

describe('moving is left to the reader', () => {
  const handler = (imports: string, body: string): string =>
    `${imports}\n${EXPRESS}app.get('/', async (req, res) => {\n  ${body}\n  res.json(await client.send(req.query.id));\n});\n`;

  it.each([
    [
      'where the environment is read, by whatever name',
      "import { S3Client } from '@aws-sdk/client-s3';\nimport process from 'node:process';",
      'const client = new S3Client({ region: process.env.REGION });',
    ],
    [
      'where the code asks before whether the configuration is there',
      "import { S3Client } from '@aws-sdk/client-s3';\nimport config from './config';",
      "if (!config?.aws?.region) throw new Error('No region.');\n  const client = new S3Client({ region: config.aws.region });",
    ],
    [
      'where the constructor throws when something is missing',
      "import twilio from 'twilio';\nconst SID = process.env.SID;\nconst TOKEN = process.env.TOKEN;",
      'const client = twilio(SID, TOKEN);',
    ],
  ])('%s', (_name, imports, body) => {
    const code = handler(imports, body);
    const [first] = found(code);
    expect(fixed(rule, code, { config, filename: 'src/a.ts' })).toBe(code);
    expect(first?.suggestions?.length).toBeGreaterThan(0);
  });

  it('but not where all is written out', () => {
    const code = handler(
      "import { MongoClient } from 'mongodb';\nconst URL = 'mongodb://localhost';",
      'const client = new MongoClient(URL);',
    );
    expect(fixed(rule, code, { config, filename: 'src/a.ts' })).toContain(
      'const client = new MongoClient(URL);\n\napp.get',
    );
  });
});
