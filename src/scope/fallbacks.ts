import { type FunctionNode, type Node, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Scopes, Variable } from '../lang/scopes.ts';
import { rootOf } from './lasting.ts';
import type { Run, ScopeSource } from './model.ts';

/**
 * Whether a client is only built where nothing else is there, and something else is, as far as the file tells: `options.agent ?? new
 * Agent()` builds one for each run exactly where the calls that lead there pass no `agent`.
 */
export function fallsBack(value: Node, run: Run, { scopes }: ScopeSource): boolean {
  const alternative = alternativeOf(value);
  if (!alternative) return false;
  const fn = enclosingFunction(value);
  const root = rootOf(alternative);
  const variable = root.type === 'Identifier' ? scopes.variableOf(root) : undefined;
  const call = run.way.at(-1)?.call;
  const position = variable && fn ? positionOf(variable, fn) : -1;
  if (position < 0 || (call?.type !== 'CallExpression' && call?.type !== 'NewExpression')) return true;
  const given = call.arguments[position];
  if (call.arguments.slice(0, position + 1).some((each) => each.type === 'SpreadElement')) return true;
  return given !== undefined && mayHave(given, alternative, root, scopes);
}

/** What is taken instead of the client where it is there; undefined where the client is built in any case. */
function alternativeOf(value: Node): Node | undefined {
  const { parent, child } = outside(value);
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.operator !== '&&' && parent.right === child ? parent.left : alternativeOf(parent);
    case 'AssignmentPattern':
      return parent.right === child ? parent.left : undefined;
    case 'AssignmentExpression':
      return parent.operator === '=' ? testedBefore(parent) : parent.left;
    case 'AwaitExpression':
    case 'ConditionalExpression':
      return alternativeOf(parent);
    default:
      return undefined;
  }
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

function positionOf(variable: Variable, fn: FunctionNode): number {
  return fn.params.findIndex((parameter) => {
    const name = variable.identifiers[0] as Node | undefined;
    return name !== undefined && parameter.range[0] <= name.range[0] && name.range[1] <= parameter.range[1];
  });
}

/** Whether an argument may hold what is asked for: an object literal without the property does not. */
function mayHave(given: Node, alternative: Node, root: Node, scopes: Scopes): boolean {
  const inner = unwrap(given);
  if (inner.type === 'Identifier' && inner.name === 'undefined' && !scopes.variableOf(inner)) return false;
  const asked = unwrap(alternative);
  if (inner.type !== 'ObjectExpression' || asked === root || asked.type !== 'MemberExpression') return true;
  return inner.properties.some((each) => each.type !== 'Property' || propertyName(each) === propertyName(asked));
}
