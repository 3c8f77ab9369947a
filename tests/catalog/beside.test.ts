import { expect, it } from 'vitest';

import { catalogReader, catalogText } from '../../scripts/catalog-beside.ts';
import { libraries } from '../../src/catalog/libraries.ts';

it('the catalog that lies beside the implementation is the one that was written', () => {
  const code = `${catalogReader().replace('export ', '')}\nreturn everyLibrary();`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what the build writes is run as it is
  const read = new Function('require', code) as (require: () => unknown) => unknown;
  expect(read(() => JSON.parse(catalogText()))).toStrictEqual(libraries);
});
