import { name, version } from '../package.json';
import { eslintrc } from './configs/eslintrc.ts';
import { flat } from './configs/flat.ts';
import { NAMESPACE } from './configs/switched-on.ts';
import { rules } from './rules/index.ts';

const base = { meta: { name, version, namespace: NAMESPACE }, rules, configs: {} };

/** The plugin. Its flat configurations hold the plugin itself, so they are put in last. */
const plugin = Object.assign(base, {
  configs: {
    recommended: eslintrc(rules, 'recommended'),
    strict: eslintrc(rules, 'strict'),
    all: eslintrc(rules, 'all'),
    'flat/recommended': flat(base, 'recommended'),
    'flat/strict': flat(base, 'strict'),
    'flat/all': flat(base, 'all'),
  },
});

export default plugin;
