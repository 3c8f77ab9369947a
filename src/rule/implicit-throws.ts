import { oneOf } from './options.ts';

/** The option that the lifecycle rules for clients and leases share. */
export const implicitThrows = oneOf(
  ['strong', 'all'],
  'strong',
  'Which calls count as throwing: those that fail in practice (awaited work, parsing, callees that throw), or all that are not known to be safe.',
  { strict: 'all' },
);
