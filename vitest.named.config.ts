import { defineConfig } from 'vitest/config';

/** Tests that install packages or take minutes: each is run by its name, `npm run test:compat` and the like. */
export default defineConfig({
  test: {
    include: ['tests/named/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    env: { POOL_HYGIENE_THROW: '1' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
