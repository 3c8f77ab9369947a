import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, boundIdentifier, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Scopes } from '../lang/scopes.ts';
import { positionOf } from './dependence.ts';
import { rootOf } from './lasting.ts';
import type { Run, ScopeSource } from './model.ts';

/** What is taken instead of a client. */
interface Alternative {
  readonly taken: Node;
  /** Only if it is one already: an object of the class. */
  readonly isOfClass?: true;
}

/**
 * Whether a client is only built where nothing else is there, and something else is, as far as the file tells: `options.agent ?? new
 * Agent()` builds one for each run exactly where the calls that lead there pass no `agent`.
 */
export function fallsBack(value: Node, run: Run, { scopes }: ScopeSource): boolean {
  const alternative = alternativeOf(value);
  if (!alternative) return false;
  const fn = enclosingFunction(value);
  const root = rootOf(alternative.taken);
  const variable = root.type === 'Identifier' ? scopes.variableOf(root) : undefined;
  const position = variable && fn ? positionOf(variable, fn) : -1;
  const given = position < 0 ? 'unknown' : givenAt(position, run);
  if (given === 'unknown') return true;
  return given !== undefined && mayHave(given, alternative, root, scopes);
}

/** What the calls that lead to a function pass it at a position, through functions that hand on what they are given themselves. */
function givenAt(position: number, { way }: Run): Node | undefined | 'unknown' {
  let at = position;
  for (const { call } of [...way].reverse()) {
    if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return 'unknown';
    if (call.arguments.slice(0, at + 1).some((each) => each.type === 'SpreadElement')) return 'unknown';
    const given = call.arguments[at];
    const name = given && unwrap(given);
    const handedOn =
      name?.type === 'Identifier'
        ? (enclosingFunction(call)?.params.findIndex((each) => boundIdentifier(each)?.name === name.name) ?? -1)
        : -1;
    if (handedOn < 0) return given;
    at = handedOn;
  }
  return 'unknown';
}

/** What is taken instead of the client where it is there; undefined where the client is built in any case. */
function alternativeOf(value: Node): Alternative | undefined {
  const { parent, child } = outside(value);
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.operator !== '&&' && parent.right === child ? { taken: parent.left } : alternativeOf(parent);
    case 'AssignmentPattern':
      return parent.right === child ? { taken: parent.left } : undefined;
    case 'AssignmentExpression': {
      const taken = parent.operator === '=' ? testedBefore(parent) : parent.left;
      return taken && { taken };
    }
    case 'ConditionalExpression':
      return otherArm(parent, child) ?? alternativeOf(parent);
    case 'AwaitExpression':
      return alternativeOf(parent);
    default:
      return undefined;
  }
}

/** `target instanceof S3Client ? target : new S3Client(target)` */
function otherArm(choice: TSESTree.ConditionalExpression, child: Node): Alternative | undefined {
  const test = unwrap(choice.test);
  const taken = unwrap(choice.alternate === child ? choice.consequent : choice.alternate);
  if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof' || taken.type !== 'Identifier')
    return undefined;
  const asked = unwrap(test.left);
  return asked.type === 'Identifier' && asked.name === taken.name ? { taken, isOfClass: true } : undefined;
}

/** `if (!agent) agent = new Agent();` */
function testedBefore(assignment: Node): Node | undefined {
  const target = assignment.type === 'AssignmentExpression' ? unwrap(assignment.left) : undefined;
  for (let at = assignment.parent; at && target?.type === 'Identifier'; at = at.parent) {
    if (at.type !== 'IfStatement') continue;
    const test = unwrap(at.test);
    const asked =
      test.type === 'UnaryExpression' ? unwrap(test.argument) : test.type === 'BinaryExpression' ? test.left : test;
    if (asked.type === 'Identifier' && asked.name === target.name) return asked;
  }
  return undefined;
}

/** Whether an argument may hold what is asked for: an object literal without the property does not. */
function mayHave(given: Node, alternative: Alternative, root: Node, scopes: Scopes): boolean {
  const inner = unwrap(given);
  if (inner.type === 'Identifier' && inner.name === 'undefined' && !scopes.variableOf(inner)) return false;
  // A literal is an object of no class.
  if (alternative.isOfClass && inner.type === 'ObjectExpression') return false;
  const asked = unwrap(alternative.taken);
  if (inner.type !== 'ObjectExpression' || asked === root || asked.type !== 'MemberExpression') return true;
  return inner.properties.some((each) => each.type !== 'Property' || propertyName(each) === propertyName(asked));
}
