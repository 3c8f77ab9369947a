import poolHygiene from 'eslint-plugin-pool-hygiene';

export default [poolHygiene.configs['flat/recommended']];
