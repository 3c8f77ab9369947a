import http from 'node:http';

const server = http.createServer((_request, response) => response.end('hello'));
server.keepAliveTimeout = 200;

export async function listen() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}
