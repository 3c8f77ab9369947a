import type { TSESTree } from '@typescript-eslint/utils';

import type { Bound } from '../catalog/vocabulary.ts';
import { type Node, literalValue, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, isGlobal, writesTo } from '../lang/scopes.ts';
import { ownerOfThis } from './field-places.ts';
import type { OwnershipSource } from './ownership.ts';

/** What the code says of one option. `unknown`: it may be anything, for what is passed comes from elsewhere. */
export type OptionValue =
  | { readonly is: 'given'; readonly value: Node }
  /** It says in so many words that there is no bound. */
  | { readonly is: 'none'; readonly value: Node }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown' };

const ABSENT: OptionValue = { is: 'absent' };
const UNKNOWN: OptionValue = { is: 'unknown' };

/**
 * What an expression that is passed as options says of one of them. It sees through names, spreads, branches, `Object.assign`,
 * fields and functions of the file; what is imported, a parameter, or handed to somebody who may add to it is unknown.
 */
export function optionOf(options: Node, bound: Bound, source: OwnershipSource): OptionValue {
  return new Reader(bound, source).read(options, bound.path.split('.'), 0);
}

/** Whether an expression is one that can hold no options: a text, an address, a function, a number. */
export function isNoOptions(node: Node, source: OwnershipSource): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ArrayExpression':
      return true;
    case 'NewExpression':
      return inner.callee.type === 'Identifier' && inner.callee.name === 'URL';
    case 'ConditionalExpression':
      return isNoOptions(inner.consequent, source) && isNoOptions(inner.alternate, source);
    case 'LogicalExpression':
      return isNoOptions(inner.left, source) || isNoOptions(inner.right, source);
    case 'MemberExpression':
      return isAddress(propertyName(inner) ?? '') || isEnvironment(inner);
    case 'CallExpression':
      return isTextual(inner);
    case 'Identifier':
      return isNamedText(inner, source);
    default:
      return false;
  }
}

/** `process.env.DATABASE_URL`. */
function isEnvironment(node: TSESTree.MemberExpression): boolean {
  return node.object.type === 'MemberExpression' && propertyName(node.object) === 'env';
}

/** `url.toString()`, `encodeURI(url)`, `buildUrl(path)`. */
function isTextual(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  return (
    name !== undefined &&
    (isAddress(name) || /^(?:toString|String|replace|concat|join|trim|slice|encodeURI\w*)$/.test(name))
  );
}

function isAddress(name: string): boolean {
  return /(?:url|uri|href|link|endpoint|address|path|host|connectionString|dsn)s?\d?$/i.test(name);
}

function isNamedText(name: TSESTree.Identifier, source: OwnershipSource): boolean {
  const variable = source.scopes.variableOf(name);
  const annotation = (variable?.defs[0]?.name as TSESTree.Identifier | undefined)?.typeAnnotation?.typeAnnotation;
  if (annotation?.type === 'TSStringKeyword') return true;
  if (annotation?.type === 'TSTypeReference' && annotation.typeName.type === 'Identifier')
    return annotation.typeName.name === 'URL';
  const init = variable && constantInit(variable);
  if (init && unwrap(init).type !== 'ObjectExpression' && isNoOptions(init, source)) return true;
  return isAddress(name.name) && (!init || unwrap(init).type !== 'ObjectExpression');
}

const DEEP = 12;
/** Functions that are given options to complete them. */
const COMPLETING = /timeout|signal|abort|default|option|config|init|extend|prepare|apply|set|assign|merge/i;

class Reader {
  readonly #bound: Bound;
  readonly #source: OwnershipSource;

  constructor(bound: Bound, source: OwnershipSource) {
    this.#bound = bound;
    this.#source = source;
  }

  read(node: Node, steps: readonly string[], depth: number): OptionValue {
    const inner = unwrap(node);
    if (depth > DEEP) return UNKNOWN;
    if (steps.length === 0) return this.#value(inner, depth);
    switch (inner.type) {
      case 'ObjectExpression':
        return this.#object(inner, steps, depth);
      case 'Identifier':
        return this.#named(inner, steps, depth);
      case 'MemberExpression':
        return this.#member(inner, steps, depth);
      case 'ConditionalExpression':
        return either([inner.consequent, inner.alternate].map((arm) => this.read(arm, steps, depth + 1)));
      case 'LogicalExpression':
        return inner.operator === '&&'
          ? this.read(inner.right, steps, depth + 1)
          : either([inner.left, inner.right].map((arm) => this.read(arm, steps, depth + 1)));
      case 'AwaitExpression':
        return this.read(inner.argument, steps, depth + 1);
      case 'AssignmentExpression':
        return this.read(inner.right, steps, depth + 1);
      case 'NewExpression':
        return inner.arguments[0] ? this.read(inner.arguments[0], steps, depth + 1) : ABSENT;
      case 'CallExpression':
        return this.#called(inner, steps, depth);
      default:
        return literalValue(inner) ? ABSENT : UNKNOWN;
    }
  }

  /** The value at the end of the path. Whatever is not a plain "none" counts as a bound. */
  #value(value: Node, depth: number): OptionValue {
    const literal = literalValue(value);
    const none: readonly unknown[] = this.#bound.none ?? [];
    if (literal)
      return literal.value === undefined || none.includes(literal.value)
        ? { is: 'none', value }
        : { is: 'given', value };
    if (none.includes('Infinity') && isUnlimited(value)) return { is: 'none', value };
    if (value.type !== 'Identifier') return { is: 'given', value };
    const variable = this.#source.scopes.variableOf(value);
    if (isGlobal(variable)) return none.includes(value.name) ? { is: 'none', value } : { is: 'given', value };
    const init = variable && constantInit(variable);
    if (!init || !literalValue(init) || depth > DEEP) return { is: 'given', value };
    return { ...this.#value(unwrap(init), depth + 1), value } as OptionValue;
  }

  #object(object: TSESTree.ObjectExpression, steps: readonly string[], depth: number): OptionValue {
    const [step = '', ...rest] = steps;
    for (const property of [...object.properties].reverse()) {
      if (property.type === 'SpreadElement') {
        const found = this.read(property.argument, steps, depth + 1);
        if (found.is !== 'absent') return found;
        continue;
      }
      const key = propertyName(property);
      if (key === undefined) return UNKNOWN;
      if (key === step) return this.read(property.value, rest, depth + 1);
    }
    return ABSENT;
  }

  #named(name: TSESTree.Identifier, steps: readonly string[], depth: number): OptionValue {
    const variable = this.#source.scopes.variableOf(name);
    if (name.name === 'undefined') return ABSENT;
    const node = variable?.defs[0]?.node as Node | undefined;
    if (!variable || variable.defs.length !== 1 || node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier')
      return UNKNOWN;
    const written = writesTo(variable);
    if (written.length === 0) return UNKNOWN;
    const values = written.map((value) => this.read(value, steps, depth + 1));
    return either([...values, ...this.#later(variable, steps, depth)]);
  }

  /** What is done with the options after they were made: `options.signal = …`, `Object.assign(options, more)`. */
  #later(variable: Variable, [step = '', ...rest]: readonly string[], depth: number): OptionValue[] {
    const found: OptionValue[] = [];
    for (const { identifier } of variable.references) {
      const { parent, child } = outside(identifier);
      if (parent?.type === 'MemberExpression' && parent.object === child) {
        const { parent: user, child: member } = outside(parent);
        const isWritten = user?.type === 'AssignmentExpression' && user.left === member;
        const name = propertyName(parent);
        if (isWritten && name === undefined) found.push(UNKNOWN);
        else if (isWritten && name === step) found.push(this.read(user.right, rest, depth + 1));
      } else if (parent?.type === 'CallExpression' && isCompleting(parent)) found.push(UNKNOWN);
    }
    return found;
  }

  /** `defaults.http` of a literal, `this.options` of a class. */
  #member(member: TSESTree.MemberExpression, steps: readonly string[], depth: number): OptionValue {
    const name = propertyName(member);
    const object = unwrap(member.object);
    if (name === undefined) return UNKNOWN;
    if (object.type === 'Identifier') {
      const variable = this.#source.scopes.variableOf(object);
      const init = variable && constantInit(variable);
      return init && unwrap(init).type === 'ObjectExpression'
        ? this.read(object, [name, ...steps], depth + 1)
        : UNKNOWN;
    }
    const owner = object.type === 'ThisExpression' ? ownerOfThis(object) : undefined;
    if (!owner) return UNKNOWN;
    const declared = owner.body.body.flatMap((each) =>
      each.type === 'PropertyDefinition' && propertyName(each) === name && each.value ? [each.value] : [],
    );
    const values = [...declared, ...this.#source.census.writesTo(owner, name)];
    return values.length === 0 ? UNKNOWN : either(values.map((value) => this.read(value, steps, depth + 1)));
  }

  /** `Object.assign({}, a, b)`, and what a function of the file returns. */
  #called(call: TSESTree.CallExpression, steps: readonly string[], depth: number): OptionValue {
    const callee = unwrap(call.callee);
    if (callee.type === 'MemberExpression' && /^(?:assign|extend|merge|defaults)$/.test(propertyName(callee) ?? '')) {
      const found = call.arguments.map((argument) =>
        argument.type === 'SpreadElement' ? UNKNOWN : this.read(argument, steps, depth + 1),
      );
      return found.findLast(({ is }) => is !== 'absent') ?? ABSENT;
    }
    const fn = this.#source.origin.functionOf(call);
    const returned = fn ? this.#source.census.returnsOf(fn) : [];
    if (returned.length === 0) return UNKNOWN;
    return either(returned.map((value) => (value ? this.read(value, steps, depth + 1) : ABSENT)));
  }
}

/** `Number.POSITIVE_INFINITY`, `Number.MAX_SAFE_INTEGER`: as good as no bound. */
function isUnlimited(value: Node): boolean {
  return (
    value.type === 'MemberExpression' &&
    value.object.type === 'Identifier' &&
    value.object.name === 'Number' &&
    /^(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/.test(propertyName(value) ?? '')
  );
}

/** A function that may put the option in. */
function isCompleting(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : '';
  return name === undefined || COMPLETING.test(name);
}

/** Of several possibilities one that is given suffices, and one that is unknown leaves all open. */
function either(values: readonly OptionValue[]): OptionValue {
  return (
    values.find(({ is }) => is === 'given') ??
    values.find(({ is }) => is === 'unknown') ??
    values.find(({ is }) => is === 'none') ??
    ABSENT
  );
}
