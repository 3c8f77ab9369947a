/** A folder of static files, served to this machine alone. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

export interface Serving {
  /** With a slash at its end. */
  readonly address: string;
  readonly close: () => void;
}

/** Serves the folder on a free port. */
export async function serve(folder: string): Promise<Serving> {
  const server = createServer((request, response) => {
    const path = fileFor(request.url ?? '/', folder);
    if (path === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(port)}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file that an address means; undefined for what is none of the folder. */
function fileFor(url: string, folder: string): string | undefined {
  const { pathname } = new URL(url, 'http://localhost');
  const path = normalize(join(folder, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : ''));
  const isInside = path.startsWith(folder + sep);
  return isInside && statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}
