import http from 'node:http';

import { Agent, request } from 'undici';

const server = http.createServer(async (_incoming, outgoing) => {
  const agent = new Agent({ connections: 10 });
  const { body } = await request(process.env.UPSTREAM, { dispatcher: agent });
  outgoing.end(await body.text());
});

export async function listen() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}
