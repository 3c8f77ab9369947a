import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { chromiumPath } from '../../scripts/chromium.ts';
import { serve } from '../../scripts/site-server.ts';
import { buildSite } from '../../scripts/site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly address: string;
    readonly browser: string;
  }
}

/** Builds the site and serves it for as long as the tests run. */
export default async function setup(project: TestProject): Promise<() => void> {
  project.provide('browser', chromiumPath());
  await buildSite();
  const { address, close } = await serve(join(import.meta.dirname, '../dist'));
  project.provide('address', address);
  return close;
}
