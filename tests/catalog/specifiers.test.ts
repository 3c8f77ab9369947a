import { describe, expect, it } from 'vitest';

import { catalogOf } from '../../src/catalog/index.ts';
import { plain, unversioned } from '../../src/catalog/specifiers.ts';

const catalog = catalogOf();

describe('a specifier', () => {
  it.each([
    ['pg', 'pg'],
    ['npm:pg', 'pg'],
    ['npm:/pg@8', 'pg'],
    ['npm:pg@^8.11.3/lib/client', 'pg/lib/client'],
    ['npm:@google-cloud/storage@7', '@google-cloud/storage'],
    ['npm:mysql2@3/promise', 'mysql2/promise'],
    ['jsr:@std/http@1', 'jsr:@std/http'],
    ['jsr:@std/http@^1.0.0/server', 'jsr:@std/http/server'],
    ['npm:', 'npm:'],
    ['./npm:pg', './npm:pg'],
  ])('%s is %s', (written, known) => {
    expect(unversioned(written)).toBe(known);
  });

  it('of Node is known with and without its prefix', () => {
    expect(plain('node:fs')).toBe('fs');
    expect(unversioned('node:fs')).toBe('node:fs');
  });

  it.each([['npm:pg@8.11.3'], ['npm:@prisma/client@5'], ['npm:mysql2/promise']])('%s is of the catalog', (written) => {
    expect(catalog.mentions(`import x from '${written}';`)).toBe(true);
    expect(catalog.module(written)?.library).toBe(catalog.module(unversioned(written))?.library);
    expect(catalog.module(written)).toBeDefined();
  });
});
