import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import type { Multiplexed } from '../catalog/vocabulary.ts';
import { type Node, literalValue, propertyOf, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { isNoOptions, optionOf } from './option-values.ts';
import type { OwnershipSource } from './ownership.ts';
import { homeOf } from './waits.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** A client that has a connection for each request to an origin that is written in the file, although one could carry many. */
export interface SingleRequests {
  readonly ref: TypeRef;
  readonly multiplexed: Multiplexed;
  readonly call: Call;
  readonly place: Node;
  /** `https://api.example.com`. */
  readonly origin: string;
  /** Where an edit could put the option. */
  readonly home: TSESTree.ObjectExpression | number | undefined;
}

/** Whether the version of a package that the project has, or asks for, is known to be older. */
export type IsOlder = (packageName: string, than: string) => boolean;

/**
 * The clients of libraries that multiplex only where they are told, and are not told so, whose origin is fixed and speaks TLS: only
 * there is it negotiated. Who says in so many words that there is to be none means it.
 *
 *     const api = new Pool('https://api.example.com', { connections: 10 });    // no `allowH2` → reported
 */
export function singleRequestsOf(source: OwnershipSource, isOlder: IsOlder): readonly SingleRequests[] {
  if (source.isTestFile) return [];
  return source.census.calls.flatMap((call) => {
    const made = source.origin.callOf(call);
    const multiplexed = made?.ref.type.multiplexed;
    if (!made || !multiplexed || made.evidence || made.result.owned === false) return [];
    const passed = call.arguments.filter((each, at) => multiplexed.options.includes(at) && !isNoOptions(each, source));
    if (call.arguments.some(({ type }) => type === 'SpreadElement') || isTold(passed, multiplexed, source)) return [];
    const origin = originOf(call, made.ref, multiplexed, source);
    if (origin === undefined || !isOlder(made.library.package, multiplexed.until)) return [];
    const home = homeOf(call, passed, multiplexed, source);
    return [{ ref: made.ref, multiplexed, call, place: placeOf(call), origin, home }];
  });
}

/** Whether the options say something of it, or may. */
function isTold(passed: readonly Node[], { path, unless }: Multiplexed, source: OwnershipSource): boolean {
  return passed.some((options) => {
    if (optionOf(options, { path, unit: 'other' }, source).is !== 'absent') return true;
    return unless.some((each) => {
      const found = optionOf(options, { path: each, unit: 'other' }, source);
      if (found.is === 'absent') return false;
      // `connect: { timeout: 1_000 }` leaves the rest as it is.
      const value = found.is === 'given' ? unwrap(found.value) : undefined;
      return (
        value?.type !== 'ObjectExpression' || [path, ...unless].some((name) => propertyOf(value, name) !== 'absent')
      );
    });
  });
}

function originOf(
  call: Call,
  ref: TypeRef,
  { origin: position }: Multiplexed,
  source: OwnershipSource,
): string | undefined {
  const given = position === undefined ? undefined : call.arguments[position];
  return position === undefined ? originOfRequests(call, ref, source) : given && fixedOrigin(given, source, 0);
}

/** The origin to which all requests go that take the client: `request('https://api.example.com/users', { dispatcher: agent })`. */
function originOfRequests(call: Call, ref: TypeRef, source: OwnershipSource): string | undefined {
  const { escapes, isExported, passed, calls } = whereaboutsOf({ expressions: [call] }, ref, source);
  if (escapes || isExported || passed.length === 0 || calls.some(({ name }) => name !== 'close')) return undefined;
  const origins = passed.map(({ call: request, argument }) => {
    const [address] = request.arguments;
    return address && address !== argument ? fixedOrigin(address, source, 0) : undefined;
  });
  return origins.every((each) => each === origins[0]) ? origins[0] : undefined;
}

const ORIGIN = /^https:\/\/(?!localhost\b|127\.|\[)[\w.-]+(?::\d+)?(?=[/?#]|$)/;

/** The origin of an address that the file writes out, as far as that; undefined for what it does not, and for this machine. */
function fixedOrigin(node: Node, source: OwnershipSource, depth: number): string | undefined {
  const inner = unwrap(node);
  const literal = literalValue(inner)?.value;
  if (typeof literal === 'string') return ORIGIN.exec(literal)?.[0];
  if (depth > 4) return undefined;
  // The origin has to end before the first hole.
  if (inner.type === 'TemplateLiteral') {
    const [first, second] = [inner.quasis[0]?.value.cooked ?? '', inner.expressions[0]];
    const found = ORIGIN.exec(first)?.[0];
    if (found !== undefined) return found.length < first.length ? found : undefined;
    return first === '' && second ? fixedOrigin(second, source, depth + 1) : undefined;
  }
  if (inner.type === 'NewExpression' && inner.callee.type === 'Identifier' && inner.callee.name === 'URL') {
    const address = inner.arguments.at(-1);
    return address && fixedOrigin(address, source, depth + 1);
  }
  if (inner.type === 'BinaryExpression' && inner.operator === '+') return fixedOrigin(inner.left, source, depth + 1);
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  return init ? fixedOrigin(init, source, depth + 1) : undefined;
}
