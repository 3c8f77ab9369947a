import { type FunctionNode, type Node, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Call, OwnershipContext } from './context.ts';
import { membersUsed } from './evidence.ts';
import { looksEnding } from './field-uses.ts';
import type { Obligation } from './model.ts';
import { judgedIn, settled } from './opening.ts';

/** Functions whose names say that what they give was made for the caller. */
const MAKING =
  /^(?:open|create|connect|acquire|launch|make|start|spawn|begin|lock|new|build|reserve|checkout)(?:[A-Z_]\w*)?$/;

/** Methods that end it in one way of several, or hand it on: which of them is owed cannot be told. */
const DECIDING =
  /^(?:commit|rollback|complete|finish|done|ack|nack|cancel|abort|kill|exit|detach|drain|unref|clean|tear|move|defer|adopt|use)/;

/** Methods after which it goes on by itself. */
const LIVING =
  /^(?:start|run|listen|serve|watch|on|once|subscribe|addListener|addEventListener|consume|schedule|register|mount|process|poll|attach|join|boot|up|launch|add|enqueue|push|set)(?:$|[A-Z_])/;

/**
 * What no entry describes, and whose type says that it has to be disposed of: `const lock = await locks.acquire(name)`. Only what a name
 * of the function holds, and what the function either ends on some path, or makes, puts to work, waits for and drops: who else may
 * hold it is not known. The checker is asked last.
 */
export function undescribed(
  call: Call,
  place: Node,
  home: FunctionNode,
  context: OwnershipContext,
): readonly Obligation[] {
  const { opened, variable } = boundTo(call, context);
  if (!variable) return [];
  const members = membersUsed(variable);
  if ([...members].some((name) => DECIDING.test(name))) return [];
  const isEnded = [...members].some(looksEnding) || isEndedBySymbol(variable);
  const isMade = !isEnded && isPutToWork(call, variable, members);
  const found = isEnded || isMade ? context.origin.undescribedAt(call) : undefined;
  if (!found || (isMade && !found.isAsync) || found.promise !== (opened !== call)) return [];
  const judged = judgedIn(opened, home, context);
  const starts = judged && settled(opened, judged.graph);
  if (!judged || !starts?.length) return [];
  return [
    {
      kind: 'client',
      ref: found.ref,
      acquisition: call,
      place,
      ...judged,
      holders: new Map([[variable, found.ref]]),
      releases: new Set(),
      errors: new Set(),
      starts,
      opens: undefined,
      needsProof: !isMade,
      releasedBy: [],
      owners: call.callee.type === 'MemberExpression' ? [unwrap(call.callee.object)] : [],
      given: false,
      byType: true,
    },
  ];
}

/** The name of the function that the result is bound to, and the expression that is there when it is. */
function boundTo(call: Call, context: OwnershipContext): { readonly opened: Node; readonly variable?: Variable } {
  const first = outside(call);
  const waiting = first.parent?.type === 'AwaitExpression' ? first.parent : undefined;
  const { parent, child } = waiting ? outside(waiting) : first;
  const opened = waiting ?? call;
  const target =
    parent?.type === 'VariableDeclarator' && parent.init === child
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === child
        ? parent.left
        : undefined;
  const isUsing = parent?.type === 'VariableDeclarator' && /using$/.test(parent.parent.kind);
  const variable = target?.type === 'Identifier' && !isUsing ? context.variableOf(target) : undefined;
  return variable?.scope.variableScope.type === 'function' ? { opened, variable } : { opened };
}

/** `lock[Symbol.asyncDispose]()`. */
function isEndedBySymbol(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const { parent, child } = outside(identifier);
    return (
      parent?.type === 'MemberExpression' &&
      parent.object === child &&
      parent.computed &&
      parent.property.type === 'MemberExpression' &&
      /^(?:asyncD|d)ispose$/.test(propertyName(parent.property) ?? '')
    );
  });
}

/** Whether it was made for this function, which waits for its work and starts nothing with it that goes on. */
function isPutToWork(call: Call, variable: Variable, members: ReadonlySet<string>): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  const isMade = call.type === 'NewExpression' || (name !== undefined && MAKING.test(name));
  if (!isMade || [...members].some((each) => LIVING.test(each))) return false;
  return variable.references.some(({ identifier }) => {
    const { parent: member, child } = outside(identifier);
    if (member?.type !== 'MemberExpression' || member.object !== child) return false;
    const { parent: work, child: method } = outside(member);
    return (
      work?.type === 'CallExpression' && work.callee === method && outside(work).parent?.type === 'AwaitExpression'
    );
  });
}
