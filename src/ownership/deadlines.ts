import { own } from '../catalog/index.ts';
import type { Waits } from '../catalog/vocabulary.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { walk } from '../lang/census.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Call } from './context.ts';
import { optionOf } from './option-values.ts';
import type { OwnershipSource } from './ownership.ts';
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts';

/**
 * Whether something besides the call's own options ends the waiting: a method or a listener of what it gives, a timer that breaks it
 * off, a race, a function that is named for deadlines, or a setting that holds for all calls.
 */
export function hasDeadline(call: Call, waits: Waits, source: OwnershipSource, emits: string | undefined): boolean {
  return (
    isBoundForAll(call, waits, source) ||
    isRaced(call, source, 0) ||
    isBoundLater(call, waits, source, emits) ||
    isStreamed(call, waits, source)
  );
}

/** `axios.defaults.timeout = …`, `setGlobalDispatcher(…)`, `instance.interceptors.request.use(…)`. */
function isBoundForAll(call: Call, waits: Waits, source: OwnershipSource): boolean {
  const calls = waits.boundByCalls ?? [];
  if (calls.length > 0 && source.census.calls.some((each) => calls.includes(nameOf(each.callee)))) return true;
  const through = waits.boundThrough;
  if (!through || waits.forAll) return false;
  const text = source.textOf(rootOf(call));
  return through.some((member) => new RegExp(`\\.${member}\\b[^;]{0,400}\\b(?:timeout|signal)\\b`).test(text));
}

function nameOf(callee: Node): string {
  const inner = unwrap(callee);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' ? (propertyName(inner) ?? '') : '';
}

const RACING = /time|deadline|race|abort|breaker|cancel/i;

/** `withTimeout(fetch(url), 5_000)`, `Promise.race([fetch(url), timer])`, and calls of a function of the file in such places. */
function isRaced(node: Node, source: OwnershipSource, depth: number): boolean {
  if (depth > 4) return false;
  for (let at = node; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if ((parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee !== at) {
      if (RACING.test(nameOf(parent.callee))) return true;
    }
    if (isFunction(parent)) {
      const uses = usesOf(parent, source);
      if (uses) return uses.some((use) => isRaced(use, source, depth + 1));
      // A literal that is an argument belongs to the call that it is passed to.
    }
    if (parent.type === 'VariableDeclarator' && parent.init === at && parent.id.type === 'Identifier' && depth < 4) {
      const variable = source.scopes.variableOf(parent.id);
      if (variable && readsOf(variable).some((read) => isRaced(read, source, depth + 1))) return true;
    }
    if (parent.type === 'BlockStatement' && !isFunction(parent.parent)) continue;
    if (parent.type === 'ClassBody' || parent.type === 'Program') return false;
  }
  return false;
}

/** Where a function that has a name is used; undefined for one that is written where it is used. */
function usesOf(fn: FunctionNode, source: OwnershipSource): readonly Node[] | undefined {
  const { parent } = outside(fn);
  const id = fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = id?.type === 'Identifier' ? source.scopes.variableOf(id) : undefined;
  if (variable) return readsOf(variable);
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition') return undefined;
  const name = propertyName(parent);
  return source.census.calls.flatMap((call) => {
    const callee = unwrap(call.callee);
    return callee.type === 'MemberExpression' &&
      propertyName(callee) === name &&
      callee.object.type === 'ThisExpression'
      ? [call]
      : [];
  });
}

function readsOf(variable: Variable): readonly Node[] {
  return variable.references.filter((each) => each.isRead()).map(({ identifier }) => identifier as Node);
}

/** What is done with the result bounds it: `request.setTimeout(…)`, a timer that destroys it, somebody else who gets it. */
function isBoundLater(call: Call, waits: Waits, source: OwnershipSource, emits: string | undefined): boolean {
  const made = source.origin.callOf(call);
  const ref =
    made?.result.returns === undefined ? made?.ref : source.catalog.resolve(made.library, made.result.returns);
  if (waits.boundBy === undefined && !waits.forAll) return false;
  if (!ref) return hasChained(call, waits);
  const where = whereaboutsOf({ expressions: [call] }, ref, source);
  if (waits.boundBy && (where.escapes || where.passed.length > 0)) return true;
  const bounding = new Set(waits.boundBy ?? []);
  if (where.calls.some(({ name }) => bounding.has(name))) return true;
  if (
    where.calls.some(
      ({ call: each }) => each.arguments[0] && literalValue(each.arguments[0])?.value === (emits ?? 'timeout'),
    )
  )
    return true;
  if (waits.boundThrough?.some((member) => isSetThrough(call, member, source))) return true;
  if (waits.boundEach && isBoundEach(where, waits.boundEach, source)) return true;
  if (waits.idleIn && isIdle(where, waits.idleIn)) return true;
  return isEndedByTimer(call, where, source);
}

/** `client.send(command, { abortSignal })`, `api.get(url, { timeout })`, and none without. */
function isBoundEach(
  { calls, escapes }: Whereabouts,
  { methods, paths }: NonNullable<Waits['boundEach']>,
  source: OwnershipSource,
): boolean {
  const all = calls.filter(({ name }) => own(methods, name) !== undefined);
  const isBound = ({ call, name }: (typeof all)[number]): boolean => {
    const options = call.arguments[own(methods, name) ?? 0];
    const found = paths.map((path) => options && optionOf(options, { path, unit: 'other', none: [null] }, source));
    return found.some((each) => each?.is === 'given' || each?.is === 'unknown');
  };
  return !escapes && all.length > 0 && all.every(isBound);
}

/** A client of which nothing is asked: it is only given to what signs with it. */
function isIdle({ calls, escapes, passed, isExported }: Whereabouts, names: readonly string[]): boolean {
  return (
    !escapes &&
    !isExported &&
    calls.length === 0 &&
    passed.length > 0 &&
    passed.every(({ call }) => names.includes(nameOf(call.callee)))
  );
}

/** `superagent.get(url).timeout(5_000)`, where nothing is known of what the call gives. */
function hasChained(call: Call, waits: Waits): boolean {
  let at: Node = call;
  for (;;) {
    const { parent, child } = outside(at);
    if (parent?.type === 'MemberExpression' && parent.object === child) {
      if (waits.boundBy?.includes(propertyName(parent) ?? '')) return true;
      at = parent;
    } else if (parent?.type === 'CallExpression' && parent.callee === child) at = parent;
    else return parent?.type !== 'AwaitExpression' && parent?.type !== 'ExpressionStatement';
  }
}

/** `instance.defaults.timeout = 5_000`, `this.http.interceptors.request.use(addTimeout)`. */
function isSetThrough(call: Call, member: string, source: OwnershipSource): boolean {
  const { parent } = outside(call);
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : parent?.type === 'PropertyDefinition'
          ? parent.key
          : undefined;
  if (!target) return false;
  const name =
    target.type === 'Identifier' ? target.name : target.type === 'MemberExpression' ? propertyName(target) : '';
  if (name === undefined || name === '') return false;
  const pattern = new RegExp(
    `\\b${name.replace(/[^\w]/g, '')}\\s*[?!]?\\.${member}\\b[^;]{0,600}\\b(?:timeout|signal)\\b`,
  );
  return pattern.test(source.textOf(rootOf(call)));
}

/** `setTimeout(() => request.destroy(), 5_000)`, or a timer beside it that settles the promise that waits for it. */
function isEndedByTimer(call: Call, where: Whereabouts, source: OwnershipSource): boolean {
  const home = enclosingFunction(call);
  const name = where.name?.type === 'Identifier' ? where.name.name : undefined;
  return source.census.calls.some((timer) => {
    if (nameOf(timer.callee) !== 'setTimeout' || timer.callee.type === 'MemberExpression') return false;
    if (home && !contains(home, timer)) return false;
    const action = timer.arguments[0];
    const text = action ? source.textOf(action) : '';
    return (
      (name !== undefined && new RegExp(`\\b${name}\\b`).test(text)) ||
      /\breject|\babort|\bdestroy|\bclose|\bterminate|\bfail/i.test(text)
    );
  });
}

/** A response whose body is handed on or read piece by piece has no end that could be told beforehand. */
function isStreamed(call: Call, waits: Waits, source: OwnershipSource): boolean {
  const home = enclosingFunction(call);
  if (waits.forAll || source.origin.callOf(call)?.ref.type.kind !== 'response' || !home) return false;
  let found = false;
  walk(home, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'MemberExpression' && propertyName(node) === 'body') found ||= isReadInPieces(node);
    return !found;
  });
  return found;
}

/** `response.body.getReader()`, `for await (… of response.body)`, `Readable.fromWeb(response.body)`; not `body.cancel()`. */
function isReadInPieces(body: Node): boolean {
  const { parent, child } = outside(body);
  if (parent?.type === 'MemberExpression' && parent.object === child)
    return /^(?:getReader|pipe|pipeTo|pipeThrough|tee|values|on)$/.test(propertyName(parent) ?? '');
  return (
    parent?.type === 'ForOfStatement' ||
    parent?.type === 'NewExpression' ||
    (parent?.type === 'CallExpression' &&
      parent.callee !== child &&
      /from|pipe|stream|read/i.test(nameOf(parent.callee)))
  );
}

function rootOf(node: Node): Node {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}
