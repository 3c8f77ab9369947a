import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, contains, isFunction, literalValue, outside, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { type Attempted, attemptIn } from './attempts.ts';
import { Outcomes } from './outcomes.ts';
import { type Loop, hasJump, isJump, jumpsIn } from './loop-jumps.ts';
import type { OwnershipSource } from './ownership.ts';
import type { EndlessRetry } from './retries.ts';
import { answeredRetry } from './retry-answers.ts';
import { type Between, betweenOf, isHaltable } from './retry-waits.ts';

/**
 * Loops that try a call again when it has failed:
 *
 *     while (true) {
 *       try {
 *         return await client.send(message);   // ends on success
 *       } catch (error) {
 *         await sleep(1_000);                   // goes on for as long as it fails
 *       }
 *     }
 *
 * or that look at the status of a response. A loop whose turns differ (a page, another address, a new argument) tries nothing again.
 */
export function retryLoops(source: OwnershipSource): readonly EndlessRetry[] {
  const found: EndlessRetry[] = [];
  walk(source.program, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'WhileStatement' || node.type === 'DoWhileStatement' || node.type === 'ForStatement') {
      const retry = retryOf(node, source);
      if (retry) found.push(retry);
    }
    return undefined;
  });
  return found;
}

/** A loop that ends on success, and what it tries. */
interface Tried {
  readonly loop: Loop;
  readonly body: readonly TSESTree.Statement[];
  readonly attempted: Attempted;
  readonly attempt: TSESTree.TryStatement;
  readonly handler: TSESTree.CatchClause;
  readonly outcomes: Outcomes;
}

function retryOf(loop: Loop, source: OwnershipSource): EndlessRetry | undefined {
  const tried = triedIn(loop, source);
  if (!tried) return answered(loop, source);
  if (!endsOnSuccess(tried, source) || !goesOnAfterFailure(tried)) return undefined;
  const { attempted, handler } = tried;
  const between = betweenOf(loop, attempted.call, source);
  if (!between || isHaltable(attempted.call, source)) return undefined;
  const base = {
    place: keywordOf(loop),
    call: attempted.call,
    hasWait: between.waits,
    isReconnect: attempted.opens && between.waits,
    loop,
    handler,
  };
  const counter = stuckCounter(loop, source);
  if (counter) return { ...base, how: 'stuck', counter };
  if (!isDecidedByOutcome(tried, source))
    return isHasty(tried, between, source) ? { ...base, how: 'atOnce' } : undefined;
  return isPatient(attempted, between) ? undefined : { ...base, how: 'unbounded' };
}

/** A loop that looks at the status of the answer. */
function answered(loop: Loop, source: OwnershipSource): EndlessRetry | undefined {
  const attempted = answeredRetry(loop, source);
  const between = attempted && betweenOf(loop, attempted.call, source);
  if (!between || between.changes) return undefined;
  return {
    how: 'unbounded',
    place: keywordOf(loop),
    call: attempted.call,
    hasWait: between.waits,
    isReconnect: false,
    loop,
  };
}

/** A reconnect loop whose wait grows means to go on until there is a server again. */
function isPatient({ opens }: Attempted, { grows }: Between): boolean {
  return opens && grows;
}

function keywordOf(loop: Loop): EndlessRetry['place'] {
  const { start } = loop.loc;
  const length = loop.type === 'ForStatement' ? 3 : loop.type === 'DoWhileStatement' ? 2 : 5;
  return { loc: { start, end: { line: start.line, column: start.column + length } } };
}

function triedIn(loop: Loop, source: OwnershipSource): Tried | undefined {
  if (loop.body.type !== 'BlockStatement') return undefined;
  const { body } = loop.body;
  const attempts = body.filter((statement) => statement.type === 'TryStatement');
  const [attempt] = attempts;
  const handler = attempt?.handler;
  if (!attempt || !handler || attempts.length > 1 || (attempt.finalizer && hasJump(attempt.finalizer, loop)))
    return undefined;
  const attempted = attemptIn(attempt.block, source);
  if (!attempted || isInLoop(attempted.call, loop)) return undefined;
  const outcomes = new Outcomes(source);
  outcomes.add(handler.param);
  outcomes.addDerived(handler.body);
  return { loop, body, attempted, attempt, handler, outcomes };
}

/** Whether another loop stands between a node and the loop: it goes through something. */
function isInLoop(node: Node, loop: Loop): boolean {
  for (let at = node.parent; at && at !== loop; at = at.parent)
    if (/^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(at.type)) return true;
  return false;
}

/**
 * Whether the loop ends as soon as the call has succeeded: by a jump behind it that nothing but the response decides on, or by a
 * flag that the head of the loop asks for. A loop that goes on to look at what came is a poller.
 */
function endsOnSuccess(tried: Tried, source: OwnershipSource): boolean {
  const { loop, attempt, attempted, body, handler } = tried;
  const last = body.at(-1);
  const leaves = jumpsIn(attempt.block, loop, source).filter((jump) => jump.type !== 'ContinueStatement');
  const after = leaves.filter(
    (jump) =>
      jump.type !== 'ThrowStatement' && (jump.range[0] > attempted.call.range[0] || contains(jump, attempted.call)),
  );
  if (after.some((jump) => jump.parent === attempt.block)) return true;
  if (after.some((jump) => isUnderStatus(jump, attempt))) return true;
  if (after.length > 0) return false;
  if (last !== attempt && last && isLeaving(last)) return handlerContinues(handler, loop, source);
  return flagsOf(loop, source).some((flag) => isSetIn(flag, attempt.block));
}

function isLeaving({ type }: Node): boolean {
  return type === 'ReturnStatement' || type === 'BreakStatement';
}

/** `if (response.ok) return response;` and nothing else in between. */
function isUnderStatus(jump: Node, attempt: TSESTree.TryStatement): boolean {
  let at = jump;
  for (let parent = jump.parent; parent && at !== attempt.block; at = parent, parent = at.parent) {
    if (parent.type === 'BlockStatement') continue;
    if (parent.type !== 'IfStatement' || parent.consequent !== at || !isStatus(parent.test)) return parent === attempt;
  }
  return true;
}

function isStatus(test: Node): boolean {
  const inner = unwrap(test);
  if (inner.type === 'MemberExpression') return inner.property.type === 'Identifier' && inner.property.name === 'ok';
  return inner.type === 'BinaryExpression' && [inner.left, inner.right].some(isStatusCode);
}

function isStatusCode(node: Node): boolean {
  const inner = unwrap(node);
  return (
    inner.type === 'MemberExpression' &&
    inner.property.type === 'Identifier' &&
    /^status(?:Code)?$/.test(inner.property.name)
  );
}

function handlerContinues(handler: TSESTree.CatchClause, loop: Loop, source: OwnershipSource): boolean {
  return jumpsIn(handler.body, loop, source).some(({ type }) => type === 'ContinueStatement');
}

/** The variables that the head of a loop asks for: `!connected`, `client === undefined`. */
function flagsOf(loop: Loop, source: OwnershipSource): readonly Variable[] {
  const found: Variable[] = [];
  if (!loop.test) return [];
  walk(loop.test, source.visitorKeys ?? {}, (node) => {
    const variable = node.type === 'Identifier' ? source.scopes.variableOf(node) : undefined;
    if (variable && node.parent?.type !== 'MemberExpression') found.push(variable);
    return undefined;
  });
  return found;
}

function isSetIn({ references }: Variable, block: Node): boolean {
  return references.some((each) => each.isWrite() && contains(block, each.identifier) && isPlain(each.identifier));
}

function isPlain(identifier: Node): boolean {
  const { parent } = outside(identifier);
  return parent?.type === 'AssignmentExpression' && parent.operator === '=';
}

/** Whether some way through the handler leads to the next turn. */
function goesOnAfterFailure({ handler, body, attempt, loop }: Tried): boolean {
  const last = handler.body.body.at(-1);
  const falls = !last || !/^(?:Return|Throw|Break)Statement$/.test(last.type);
  const behind = body.slice(body.indexOf(attempt) + 1);
  if (falls && !behind.some(({ type }) => /^(?:Return|Throw|Break)Statement$/.test(type))) return true;
  return containsContinue(handler.body, loop);
}

function containsContinue(code: Node, loop: Loop): boolean {
  let found = false;
  walk(code, {}, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'ContinueStatement' && isJump(node, loop)) found = true;
    return !found;
  });
  return found;
}

/** Whether all that decides about another turn is what the attempt came to, and the flag that success sets. */
function isDecidedByOutcome(tried: Tried, source: OwnershipSource): boolean {
  const { loop, attempt, outcomes } = tried;
  const flags = flagsOf(loop, source);
  const isFlag = flags.length > 0 && flags.every((flag) => isSetIn(flag, attempt.block));
  const isEndless =
    !loop.test || isFlag || literalValue(loop.test)?.value === true || literalValue(loop.test)?.value === 1;
  return isEndless && decisionsIn(tried, source).every((test) => outcomes.isAllOf(test));
}

/** The tests on which jumps depend, those of success left out. */
function decisionsIn({ loop, body, attempt }: Tried, source: OwnershipSource): readonly Node[] {
  const found: Node[] = [];
  for (const statement of body) {
    walk(statement, source.visitorKeys ?? {}, (node) => {
      if (isFunction(node) || node === attempt.block) return false;
      if (node.type === 'IfStatement' && hasJump(node, loop)) found.push(node.test);
      if (node.type === 'SwitchStatement' && hasJump(node, loop)) found.push(node.discriminant);
      return undefined;
    });
  }
  return found;
}

/** `while (attempts < 5)` where nothing in the loop, or called from it, ever changes `attempts`. */
function stuckCounter(loop: Loop, source: OwnershipSource): Node | undefined {
  const test = loop.test && unwrap(loop.test);
  if (test?.type !== 'BinaryExpression' || !/^[<>]=?$/.test(test.operator)) return undefined;
  const [left, right] = [unwrap(test.left), unwrap(test.right)];
  const isSteady = [left, right].every((side) => literalValue(side) || isUnmoved(side, loop, source));
  if (!isSteady) return undefined;
  return [left, right].find((side) => isCounter(side, source));
}

/** A variable that no code can change while the loop runs. */
function isUnmoved(side: Node, loop: Loop, source: OwnershipSource): boolean {
  const variable = side.type === 'Identifier' ? source.scopes.variableOf(side) : undefined;
  if (!variable || variable.defs.length !== 1) return false;
  return variable.references.every((each) => !each.isWrite() || each.init === true || isBefore(each.identifier, loop));
}

function isBefore(identifier: Node, loop: Loop): boolean {
  return identifier.range[1] <= loop.range[0] && closest(identifier) === closest(loop);
}

function closest(node: Node): Node | undefined {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at;
}

/** `let attempts = 0`. */
function isCounter(side: Node, source: OwnershipSource): boolean {
  const variable = side.type === 'Identifier' ? source.scopes.variableOf(side) : undefined;
  const node = variable?.defs[0]?.node as Node | undefined;
  const isLet = node?.type === 'VariableDeclarator' && node.parent.kind === 'let';
  return isLet && node.init !== null && typeof literalValue(node.init)?.value === 'number';
}

/** Whether a bounded loop asks the same over HTTP again at once: no wait, and nothing about it depends on the turn. */
function isHasty(
  { attempted, attempt, handler, loop }: Tried,
  { waits, changes }: Between,
  source: OwnershipSource,
): boolean {
  if (!attempted.isRequest || waits || changes) return false;
  const isFlat = handler.body.body.every(({ type }) => type !== 'SwitchStatement');
  const counted = loop.type === 'ForStatement' && loop.init?.type === 'VariableDeclaration';
  const names =
    counted && loop.init?.type === 'VariableDeclaration'
      ? loop.init.declarations.flatMap((each) => source.scopes.declaredBy(each))
      : [];
  const isUsed = names.some(({ references }) =>
    references.some(({ identifier }) => contains(attempt.block, identifier)),
  );
  return isFlat && counted && !isUsed;
}
