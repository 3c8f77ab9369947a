import { walk } from '../lang/census.ts';
import { type Node, isFunction, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { type Attempted, attemptIn } from './attempts.ts';
import type { Loop } from './loop-jumps.ts';
import { Outcomes } from './outcomes.ts';
import type { OwnershipSource } from './ownership.ts';

/**
 * The request of a loop that asks again for as long as the answer says that the server is busy or broken:
 *
 *     for (;;) {
 *       const response = await fetch(url);
 *       if (response.status !== 429) return response;
 *       await sleep(1_000);
 *     }
 *
 * One that waits for something to be there (404, 202, a field of the answer) is a poller.
 */
export function answeredRetry(loop: Loop, source: OwnershipSource): Attempted | undefined {
  if (loop.body.type !== 'BlockStatement' || (loop.test && literalValue(loop.test)?.value !== true)) return undefined;
  if (isWaitingFor(loop, source)) return undefined;
  for (const statement of loop.body.body) {
    const declared = statement.type === 'VariableDeclaration' ? statement.declarations[0] : undefined;
    const attempted = declared?.init?.type === 'AwaitExpression' ? attemptIn(declared.init, source) : undefined;
    if (!declared || !attempted?.isRequest) continue;
    const outcomes = new Outcomes(source);
    outcomes.add(declared.id);
    const tests = decisionsIn(loop, source);
    const isBusy = tests.some((test) => isAboutLoad(test, source));
    return isBusy && tests.every((test) => outcomes.isAllOf(test) && isAboutStatus(test, source))
      ? attempted
      : undefined;
  }
  return undefined;
}

/** A function that is called for what it waits for. */
function isWaitingFor(loop: Loop, source: OwnershipSource): boolean {
  let at: Node | undefined = loop.parent;
  while (at && !isFunction(at)) at = at.parent;
  const named = at?.type === 'FunctionDeclaration' ? at.id : at?.parent;
  const name =
    named?.type === 'Identifier'
      ? named.name
      : named?.type === 'VariableDeclarator'
        ? source.textOf(named.id)
        : named
          ? propertyName(named)
          : undefined;
  return name !== undefined && /poll|wait|ready|health|watch|heartbeat/i.test(name);
}

function decisionsIn(loop: Loop, source: OwnershipSource): readonly Node[] {
  const found: Node[] = [];
  walk(loop.body, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'IfStatement') found.push(node.test);
    if (node.type === 'SwitchStatement') found.push(node.discriminant);
    return !isFunction(node);
  });
  return found;
}

function isAboutStatus(test: Node, source: OwnershipSource): boolean {
  return /\bstatus(?:Code)?\b|\.ok\b/.test(source.textOf(test));
}

/** Whether a test asks for a status that says "later": `status === 429`, `status >= 500`. */
export function isAboutLoad(test: Node, source: OwnershipSource): boolean {
  const inner = unwrap(test);
  return (
    /\bstatus(?:Code)?\b/.test(source.textOf(inner)) && /\b(?:429|5\d\d|420|TOO_MANY\w*)\b/.test(source.textOf(inner))
  );
}
