import { expect, test } from 'vitest';

import { printed } from '../../src/flow/print.ts';
import { fixtures } from './interpreter/fixtures.ts';
import { graphOf } from './interpreter/read.ts';

/** One construct a file; the graph stands beside it. `npx vitest run tests/flow -u` writes the graphs anew: read them. */
test.each(fixtures())('$name', async ({ path, source }) => {
  await expect(printed(graphOf(source), source.text)).toMatchFileSnapshot(path.replace(/\.\w+$/, '.flow'));
});
