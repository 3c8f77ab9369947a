import http from 'node:http';

export function load() {
  return new Promise((resolve, reject) => {
    const request = http.get(process.env.UPSTREAM, { timeout: 300 }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
  });
}
