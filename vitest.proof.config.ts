import { defineConfig } from 'vitest/config';

/** `npm run test:proof`: what the rules claim, shown by running it; see tests/proof. */
export default defineConfig({
  test: {
    include: ['tests/proof/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts', 'tests/proof/databases.ts'],
    env: { POOL_HYGIENE_THROW: '1' },
    // They spend their time with waiting.
    maxWorkers: 4,
    // Each waits for things that do not happen, on a machine that may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
