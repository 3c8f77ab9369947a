import http from 'node:http';

const server = http.createServer({ connectionsCheckingInterval: 100 }, (_request, response) => response.end('hello'));
server.keepAliveTimeout = 9_000;
server.headersTimeout = 500;

export async function listen() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}
