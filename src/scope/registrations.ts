import type { TSESTree } from '@typescript-eslint/utils';

import type { Framework, Registration } from '../catalog/frameworks/vocabulary.ts';
import { type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { perObject } from '../memo.ts';
import { type Exported, exportedAs, madeBy } from './exports.ts';
import { functionsGiven, functionsIn } from './functions.ts';
import type { Handler, ScopeSource } from './model.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The handlers that a call hands to a framework: `app.get('/', list)`, `new Worker('mail', send)`, `defineEventHandler(load)`. */
export function registeredBy(call: Call, source: ScopeSource): readonly Handler[] {
  const callee = unwrap(call.callee);
  const member = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (call.arguments.length === 0 || (member === undefined && callee.type !== 'Identifier')) return [];
  // `import { schedule as every } from 'node-cron'`: a function may go by any name.
  const taken = callee.type === 'Identifier' ? exportedAs(callee, source) : undefined;
  const takers = takersOf(source.frameworks).get(member ?? taken?.name ?? '') ?? [];
  if (takers.length === 0) return [];
  const given: Given = {
    call,
    export: taken ?? exportedAs(callee, source),
    maker: callee.type === 'MemberExpression' ? makerOf(callee.object, source) : undefined,
  };
  for (const { framework, registration } of takers) {
    const found = applies(registration, framework, given) ? handlersIn(call, registration, framework, source) : [];
    if (found.length > 0) return found;
  }
  return [];
}

/** A call, and what is known of that which it calls. */
interface Given {
  readonly call: Call;
  /** The export that it calls. */
  readonly export: Exported | undefined;
  /** The export that made the object whose method it calls. */
  readonly maker: Exported | undefined;
}

function makerOf(object: Node, source: ScopeSource): Exported | undefined {
  return madeBy(object, source) ?? exportedAs(object, source);
}

interface Taker {
  readonly framework: Framework;
  readonly registration: Registration;
}

/** What takes handlers, by the names of methods and functions. */
const takersOf = perObject((frameworks: readonly Framework[]): ReadonlyMap<string, readonly Taker[]> => {
  const byName = new Map<string, Taker[]>();
  for (const framework of frameworks) {
    for (const registration of framework.registrations ?? []) {
      for (const name of registration.methods)
        byName.set(name, [...(byName.get(name) ?? []), { framework, registration }]);
    }
  }
  return byName;
});

function handlersIn(
  call: Call,
  registration: Registration,
  framework: Framework,
  source: ScopeSource,
): readonly Handler[] {
  const { properties, unit } = registration;
  return call.arguments
    .flatMap((argument) => (properties ? functionsIn(argument, properties, source) : functionsGiven(argument, source)))
    .map((fn) => ({ fn, framework: framework.name, unit: unit ?? framework.unit }));
}

function applies(
  { on, methods, events, exceptEvents }: Registration,
  { modules }: Framework,
  { call, export: taken, maker }: Given,
): boolean {
  if (events && !events.includes(eventOf(call) ?? '')) return false;
  if (exceptEvents?.includes(eventOf(call) ?? '') === true) return false;
  if (on) return maker !== undefined && modules.includes(maker.module) && on.includes(maker.name);
  return taken !== undefined && modules.includes(taken.module) && methods.includes(taken.name);
}

function eventOf(call: Call): string | undefined {
  const value = call.arguments[0] && literalValue(call.arguments[0])?.value;
  return typeof value === 'string' ? value : undefined;
}
