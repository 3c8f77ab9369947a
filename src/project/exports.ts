import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, propertyName, unwrap } from '../lang/nodes.ts';
import { perObject } from '../memo.ts';

/** What a module offers under a name: something of its own, or something that another module offers. */
export type Exported =
  | { readonly is: 'own'; readonly node: Node }
  /** Of another module; `*` is that module as a whole. */
  | { readonly is: 'from'; readonly source: string; readonly name: string };

/** What a module offers, as its statements say: nothing is looked up. */
export interface Exports {
  readonly names: ReadonlyMap<string, Exported>;
  /** The modules all of whose names are offered again. */
  readonly all: readonly string[];
  /** The value that `require` gives: of `module.exports = …` and `export = …`. */
  readonly whole: Node | undefined;
}

/** The exports of a module, in both of Node's forms. */
export const exportsOf = perObject((program: TSESTree.Program): Exports => {
  const reading = new Reading();
  for (const statement of program.body) reading.statement(statement);
  return reading;
});

class Reading implements Exports {
  readonly names = new Map<string, Exported>();
  readonly all: string[] = [];
  whole: Node | undefined;

  statement(node: TSESTree.ProgramStatement): void {
    switch (node.type) {
      case 'ExportNamedDeclaration':
        return node.declaration ? this.#declared(node.declaration) : this.#listed(node);
      case 'ExportDefaultDeclaration':
        return this.#own('default', node.declaration);
      case 'ExportAllDeclaration':
        if (node.exported) this.names.set(nameOf(node.exported), { is: 'from', source: node.source.value, name: '*' });
        else this.all.push(node.source.value);
        return;
      case 'TSExportAssignment':
        return this.#whole(node.expression);
      case 'ExpressionStatement':
        return this.#assigned(node.expression);
      default:
    }
  }

  #own(name: string, node: Node): void {
    this.names.set(name, { is: 'own', node });
  }

  #declared(declaration: TSESTree.NamedExportDeclarations): void {
    if (declaration.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations) for (const name of namesIn(id)) this.#own(name.name, name);
    } else if ('id' in declaration && declaration.id?.type === 'Identifier')
      this.#own(declaration.id.name, declaration.id);
  }

  /** `export { a, b as c }`, `export { a } from './a.js'`. */
  #listed(node: TSESTree.ExportNamedDeclaration): void {
    for (const { local, exported } of node.specifiers) {
      if (node.source) this.names.set(nameOf(exported), { is: 'from', source: node.source.value, name: nameOf(local) });
      else this.#own(nameOf(exported), local);
    }
  }

  /** `exports.a = …`, `module.exports.a = …`, `module.exports = …`, and several of them in one statement. */
  #assigned(expression: Node): void {
    const assignment = unwrap(expression);
    if (assignment.type !== 'AssignmentExpression' || assignment.operator !== '=') return;
    const value = lastValue(assignment);
    for (const target of targetsOf(assignment)) {
      if (isExports(target, 'module.exports')) this.#whole(value);
      else if (target.type === 'MemberExpression' && isExports(target.object, 'either')) {
        const name = propertyName(target);
        if (name !== undefined) this.#own(name, value);
      }
    }
  }

  #whole(value: Node): void {
    this.whole = value;
    const literal = unwrap(value);
    if (literal.type !== 'ObjectExpression') return;
    for (const property of literal.properties) {
      const name = property.type === 'Property' ? propertyName(property) : undefined;
      if (property.type === 'Property' && name !== undefined) this.#own(name, property.value);
      const spread = property.type === 'SpreadElement' ? requiredBy(property.argument) : undefined;
      if (spread !== undefined) this.all.push(spread);
    }
  }
}

/** The specifier of `require('./x')`; undefined for everything else. */
export function requiredBy(node: Node): string | undefined {
  const call = unwrap(node);
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require')
    return undefined;
  const source = call.arguments[0];
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** The names that a pattern binds. */
function namesIn(pattern: Node): TSESTree.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) => namesIn(each.type === 'Property' ? each.value : each));
    default:
      return [];
  }
}

function lastValue(assignment: TSESTree.AssignmentExpression): Node {
  const right = unwrap(assignment.right);
  return right.type === 'AssignmentExpression' ? lastValue(right) : right;
}

function targetsOf(assignment: TSESTree.AssignmentExpression): Node[] {
  const right = unwrap(assignment.right);
  return [assignment.left, ...(right.type === 'AssignmentExpression' ? targetsOf(right) : [])];
}

/** Whether a target is the object that a CommonJS module gives: `module.exports`, or `exports` as well. */
function isExports(node: Node, form: 'module.exports' | 'either'): boolean {
  if (node.type === 'Identifier') return form === 'either' && node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    propertyName(node) === 'exports'
  );
}
