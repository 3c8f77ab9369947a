import poolHygiene from 'eslint-plugin-pool-hygiene';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['**/*.ts'],
  languageOptions: { parser: tseslint.parser },
  extends: [poolHygiene.configs['flat/recommended']],
  // The shop shows what leaks: how its clients are set up is left out.
  rules: {
    'pool-hygiene/require-error-listener': 'off',
    'pool-hygiene/require-timeout': 'off',
  },
});
