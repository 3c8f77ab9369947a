import http from 'node:http';

import Agent from 'agentkeepalive';

const agent = new Agent({ freeSocketTimeout: 20_000 });

export function load() {
  return new Promise((resolve, reject) => {
    const request = http.get(process.env.UPSTREAM, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
  });
}
