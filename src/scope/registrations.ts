import type { TSESTree } from '@typescript-eslint/utils';

import type { Framework, Registration } from '../catalog/frameworks/vocabulary.ts';
import { type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { exportedAs, madeBy } from './exports.ts';
import { functionsGiven, functionsIn } from './functions.ts';
import type { Handler, ScopeSource } from './model.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The handlers that a call hands to a framework: `app.get('/', list)`, `new Worker('mail', send)`, `defineEventHandler(load)`. */
export function registeredBy(call: Call, source: ScopeSource): readonly Handler[] {
  const callee = unwrap(call.callee);
  const member = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  const name = member ?? (callee.type === 'Identifier' ? callee.name : undefined);
  if (name === undefined || call.arguments.length === 0) return [];
  for (const framework of source.frameworks) {
    for (const registration of framework.registrations ?? []) {
      const found = applies(registration, framework, call, callee, name, source)
        ? handlersIn(call, registration, framework, source)
        : [];
      if (found.length > 0) return found;
    }
  }
  return [];
}

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
  call: Call,
  callee: Node,
  name: string,
  source: ScopeSource,
): boolean {
  if (on ? !methods.includes(name) : callee.type === 'MemberExpression' && !methods.includes(name)) return false;
  if (events && !events.includes(eventOf(call) ?? '')) return false;
  if (exceptEvents?.includes(eventOf(call) ?? '') === true) return false;
  if (!on) {
    const taken = exportedAs(callee, source);
    return taken !== undefined && modules.includes(taken.module) && methods.includes(taken.name);
  }
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  const maker = object && (madeBy(object, source) ?? exportedAs(object, source));
  return maker !== undefined && modules.includes(maker.module) && on.includes(maker.name);
}

function eventOf(call: Call): string | undefined {
  const value = call.arguments[0] && literalValue(call.arguments[0])?.value;
  return typeof value === 'string' ? value : undefined;
}
