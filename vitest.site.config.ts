import { defineConfig } from 'vitest/config';

/** `npm run test:site`: the site, built, served to this machine and looked at with a real browser. */
export default defineConfig({
  test: {
    include: ['site/tests/**/*.test.ts'],
    globalSetup: ['site/tests/serving.ts'],
    env: { POOL_HYGIENE_THROW: '1' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
