import http from 'node:http';

const agent = new http.Agent({ keepAlive: true });

export function status() {
  return new Promise((resolve, reject) => {
    const request = http.get(process.env.UPSTREAM, { agent }, (response) => {
      resolve(response.statusCode);
    });
    request.on('error', reject);
  });
}
