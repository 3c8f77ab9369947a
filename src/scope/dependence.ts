import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, constantInit, homeOf, isGlobal } from '../lang/scopes.ts';
import type { ScopeSource } from './model.ts';

/**
 * What an expression depends on, the loosest first: on nothing that changes (literals, imports, constants of the module); on what may
 * change while the process runs (`process.env`, a variable, a call); on constants of the function round it that are of these; or on the
 * run itself (parameters, `this`).
 */
export type Dependence = 'nothing' | 'process' | 'locals' | 'run';

const RANK: Readonly<Record<Dependence, number>> = { nothing: 0, process: 1, locals: 2, run: 3 };

/** Globals whose reading and calling is the same whenever it happens. */
const STEADY = new Set([
  'undefined',
  'Infinity',
  'NaN',
  'Number',
  'String',
  'Boolean',
  'URL',
  'JSON',
  'Buffer',
  'Object',
  'Array',
  'RegExp',
  'parseInt',
  'parseFloat',
]);

type Source = Pick<ScopeSource, 'scopes' | 'visitorKeys'>;

/** What any of the expressions depends on at most. */
export function dependenceOf(expressions: readonly Node[], source: Source, depth = 0): Dependence {
  let most: Dependence = 'nothing';
  const note = (found: Dependence): void => {
    if (RANK[found] > RANK[most]) most = found;
  };
  for (const expression of expressions) {
    walk(expression, source.visitorKeys, (node) => {
      note(ofNode(node, expression, source, depth));
      return !(node.type.startsWith('TS') && !('expression' in node));
    });
  }
  return most;
}

function ofNode(node: Node, root: Node, source: Source, depth: number): Dependence {
  switch (node.type) {
    case 'ThisExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
      return 'run';
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return isSteadyCall(node, source) ? 'nothing' : 'process';
    case 'Identifier':
      return isName(node) ? ofName(node, root, source, depth) : 'nothing';
    default:
      return 'nothing';
  }
}

/** `Number('5')`, `new URL(BASE)`. */
function isSteadyCall(node: Node, { scopes }: Source): boolean {
  const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? unwrap(node.callee) : undefined;
  return callee?.type === 'Identifier' && STEADY.has(callee.name) && isGlobal(scopes.variableOf(callee));
}

/** Whether an identifier is read, and not the name of a property. */
export function isName(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent?.type === 'Property') return parent.value === node || parent.computed;
  return true;
}

function ofName(node: Node, root: Node, source: Source, depth: number): Dependence {
  const variable = source.scopes.variableOf(node);
  if (!variable || isGlobal(variable))
    return node.type === 'Identifier' && STEADY.has(node.name) ? 'nothing' : 'process';
  const home = homeOf(variable);
  if (home && contains(root, home)) return 'nothing';
  if (home) return ofLocal(variable, source, depth);
  const definition = variable.defs[0]?.type as string | undefined;
  if (definition === 'ImportBinding') return isOfProcess(variable) ? 'process' : 'nothing';
  if (definition === 'FunctionName' || definition === 'ClassName') return 'nothing';
  return constantInit(variable) || isConstantPattern(variable) ? 'nothing' : 'process';
}

/** `import process from 'node:process';` */
function isOfProcess(variable: Variable): boolean {
  const declaration = (variable.defs[0]?.node as Node | undefined)?.parent;
  return declaration?.type === 'ImportDeclaration' && /^(?:node:)?process$/.test(declaration.source.value);
}

/** Where a variable stands among the parameters of a function; -1 where it is none of them. */
export function positionOf(variable: Variable, fn: FunctionNode): number {
  return fn.params.findIndex((parameter) => {
    const name = variable.identifiers[0] as Node | undefined;
    return name !== undefined && parameter.range[0] <= name.range[0] && name.range[1] <= parameter.range[1];
  });
}

/** `const { HOST, PORT } = config;` */
function isConstantPattern(variable: Variable): boolean {
  const node = variable.defs[0]?.node as Node | undefined;
  return (
    node?.type === 'VariableDeclarator' &&
    variable.references.every((reference) => !reference.isWrite() || reference.init === true)
  );
}

function ofLocal(variable: Variable, source: Source, depth: number): Dependence {
  const init = constantInit(variable);
  const node = variable.defs[0]?.node as Node | undefined;
  const value = init ?? (node?.type === 'VariableDeclarator' && isConstantPattern(variable) ? node.init : undefined);
  if (!value || depth > 4) return 'run';
  return dependenceOf([value], source, depth + 1) === 'run' ? 'run' : 'locals';
}

/** The parameters of a function on which expressions depend, as they are written: `tenant.url`. Undefined where they depend on more than that. */
export function parametersIn(
  expressions: readonly Node[],
  fn: FunctionNode,
  source: Source,
): readonly Node[] | undefined {
  const found: Node[] = [];
  const others: Node[] = [];
  for (const expression of expressions) {
    walk(expression, source.visitorKeys, (node) => {
      if (isFunction(node) || node.type === 'ThisExpression' || node.type === 'AwaitExpression') others.push(node);
      if (node.type !== 'Identifier' || !isName(node)) return undefined;
      const variable = source.scopes.variableOf(node);
      const home = variable && homeOf(variable);
      if (!variable || !home) return undefined;
      if (home === fn || contains(home, fn)) found.push(wholePath(node));
      if (enclosingFunction(node) !== enclosingFunction(expression)) others.push(node);
      return undefined;
    });
  }
  return others.length === 0 && found.length > 0 ? found : undefined;
}

/** `tenant.url` for the `tenant` in it. */
function wholePath(node: Node): Node {
  let at = node;
  for (
    let parent = at.parent;
    parent?.type === 'MemberExpression' && parent.object === at && propertyName(parent) !== undefined;
    parent = at.parent
  )
    at = parent;
  return at;
}
