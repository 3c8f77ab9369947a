import poolHygiene from 'eslint-plugin-pool-hygiene';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['**/*.ts'],
  languageOptions: { parser: tseslint.parser },
  extends: [poolHygiene.configs['flat/recommended']],
});
