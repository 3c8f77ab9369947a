import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { type Node, isFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit } from '../lang/scopes.ts';
import type { Call, OwnershipContext } from './context.ts';

/** Names that people give to the answer of a server. */
const ANSWER = /^_?(?:res|resp|response)_?$/;

/** What an answer alone is asked to do. */
const ANSWERING = new Set([
  'writeHead',
  'setHeader',
  'statusCode',
  'headersSent',
  'flushHeaders',
  'sendStatus',
  'sendFile',
]);

/**
 * To whom what a resource holds flows, where that is somebody who may go away before all was sent: the answer of a server, or a
 * socket. What a call of `pipe` gives is its receiver, so that a chain is followed to its end: `file.pipe(createGzip()).pipe(response)`.
 */
export function peerOf(
  call: TSESTree.CallExpression,
  position: number,
  context: Pick<OwnershipContext, 'origin' | 'variableOf'>,
): Node | undefined {
  const receiver = call.arguments[position];
  if (receiver && isPeer(unwrap(receiver), context)) return unwrap(receiver);
  const { parent: member, child } = outside(call);
  if (member?.type !== 'MemberExpression' || member.object !== child || propertyName(member) !== 'pipe')
    return undefined;
  const { parent: next, child: callee } = outside(member);
  return next?.type === 'CallExpression' && next.callee === callee ? peerOf(next, 0, context) : undefined;
}

function isPeer(receiver: Node, context: Pick<OwnershipContext, 'origin' | 'variableOf'>): boolean {
  // The standard streams of a process are sockets by their types, and stay as long as it does.
  if (
    receiver.type === 'MemberExpression' &&
    receiver.object.type === 'Identifier' &&
    receiver.object.name === 'process'
  )
    return false;
  const found = context.origin.denote(receiver);
  if (found?.kind === 'instance') return own(found.ref.type.members, 'setNoDelay') !== undefined;
  // `ctx.res` of Koa, `reply.raw` of Fastify.
  if (receiver.type === 'MemberExpression')
    return /^(?:res|raw)$/.test(propertyName(receiver) ?? '') && receiver.object.type === 'Identifier';
  const variable = receiver.type === 'Identifier' ? context.variableOf(receiver) : undefined;
  return variable !== undefined && (isAnswer(variable) || variable.references.some(isAnswering));
}

/** `(request, response) => …`: the second of two parameters, which answers the first. A response that was asked for comes alone. */
function isAnswer(variable: Variable): boolean {
  const definition = variable.defs[0];
  const fn = (definition?.type as string | undefined) === 'Parameter' ? (definition?.node as Node) : undefined;
  if (!fn || !isFunction(fn) || !ANSWER.test(variable.name)) return false;
  return (
    fn.params.findIndex((each) => each === definition?.name || ('name' in each && each.name === variable.name)) > 0
  );
}

/** `response.writeHead(206)`, `response.statusCode = 200`. */
function isAnswering({ identifier }: Variable['references'][number]): boolean {
  const { parent, child } = outside(identifier);
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === child &&
    ANSWERING.has(propertyName(parent) ?? '') &&
    // The status of a response that was asked for is read, that of an answer written.
    (propertyName(parent) !== 'statusCode' || outside(parent).parent?.type === 'AssignmentExpression')
  );
}

/** What is small by its kind: a page, an icon. It has been read before anybody could leave. */
const SMALL = /\.(?:html?|ico|svg|css|txt|json)['"`]/;

/** Whether the path that a call is given names a file that is small by its kind. */
export function opensSmallFile(call: Call, context: Pick<OwnershipContext, 'variableOf' | 'textOf'>): boolean {
  const path = call.arguments[0] && unwrap(call.arguments[0]);
  const variable = path?.type === 'Identifier' ? context.variableOf(path) : undefined;
  const written = variable ? constantInit(variable) : path;
  return written !== undefined && SMALL.test(context.textOf(written));
}
