import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The proofs need databases (vitest.proof.config.ts); others take minutes (vitest.named.config.ts).
    exclude: ['**/node_modules/**', 'tests/proof/**', 'tests/named/**'],
    // The rule testers of ESLint and typescript-eslint register their cases through these.
    globals: true,
    globalSetup: ['tests/support/build.ts'],
    // Errors of the analysis are swallowed in front of users; here they are wanted.
    env: { POOL_HYGIENE_THROW: '1' },
    testTimeout: 30_000,
  },
});
