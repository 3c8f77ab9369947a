import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  isFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import { isOnFailure } from './listeners.ts';
import type { OwnershipSource } from './ownership.ts';

/** What the code does with a client that a field holds. */
export interface FieldUses {
  /** Something ends it, or looks as if it did. */
  readonly disposed: boolean;
  /** It is ended where something has failed: in a `catch`, by a listener for `error`. */
  readonly disposedOnFailure: boolean;
  /** Somebody else gets hold of it. */
  readonly escapes: boolean;
  /** It is passed to something that, by all that the file tells, works with it and ends nothing: `new Cursor(this.client, query)`. */
  readonly lent: boolean;
  /** It is worked with, so that it is open whenever it is opened. */
  readonly opened: boolean;
}

/** The field whose uses are read. */
export interface Followed {
  readonly ref: TypeRef;
  /** Whether the expression is the field itself. */
  isField(node: Node): boolean;
  /** The places where a private method or getter is read; undefined when the function is none, so that strangers may call it. */
  readersOf(fn: FunctionNode): readonly Node[] | undefined;
  /** Every place where a field of that name is read. */
  fieldNamed(name: string): readonly Node[];
}

/** What is done with a client at all places where it is read, under all names that it is given. */
export function fieldUses(places: readonly Node[], field: Followed, source: OwnershipSource): FieldUses {
  return new Follower(field, source).follow(places);
}

/** Methods that end something, by the names that people give them. */
const ENDING =
  /^(?:\$|_|#)*(?:async)?(?:close|end|quit|destroy|disconnect|shut|stop|dispose|terminate|kill|abort|release|drain|unref|tear|clean|free|logout|detach|exit|cancel)/i;

/** Functions that keep what they are given, or see to its end, by their names. */
const KEEPING =
  /(?:close|shut|dispose|destroy|stop|clean|teardown|exit|kill)|^(?:register|set|add|push|use|with|own|adopt|manage|track|keep|hold|hook|on|provide|decorate|bind|attach|init|create|make|build|wrap|resolve|reject|assign|done|callback|cb|next)(?:[A-Z_]|$)/i;

/** Properties that only tell how things stand. */
const TELLING =
  /^(?:is|has|status|state|ready|connected|connecting|open|closed|options|url|host|port|name|id|version|length|size|count|total|idle|waiting|listenerCount)/i;
const LOOKING = new Set(['console', 'log', 'logger', 'assert', 'JSON']);

/** Whether a member of that name looks as if it ended what it is called on. */
export function looksEnding(name: string): boolean {
  return ENDING.test(name);
}

class Follower {
  readonly #field: Followed;
  readonly #source: OwnershipSource;
  readonly #seen = new Set<Variable | Node>();
  #disposed = false;
  #disposedOnFailure = false;
  #escapes = false;
  #lent = false;
  #opened = false;

  constructor(field: Followed, source: OwnershipSource) {
    this.#field = field;
    this.#source = source;
  }

  follow(places: readonly Node[]): FieldUses {
    for (const place of places) this.#at(place);
    return {
      disposed: this.#disposed,
      disposedOnFailure: this.#disposedOnFailure,
      escapes: this.#escapes,
      lent: this.#lent,
      opened: this.#opened,
    };
  }

  #at(node: Node): void {
    const { parent, child } = outside(node);
    if (!parent || this.#seen.has(child)) return;
    this.#seen.add(child);
    switch (parent.type) {
      case 'MemberExpression':
        return parent.object === child ? this.#member(parent) : undefined;
      case 'AwaitExpression':
        return this.#at(parent);
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === child) this.#opened = true;
        else this.#argument(parent, child);
        return;
      case 'TaggedTemplateExpression':
        this.#opened = true;
        return;
      case 'VariableDeclarator':
        return this.#bind(parent.id);
      case 'AssignmentExpression':
        return this.#assigned(parent, child);
      case 'LogicalExpression':
        return parent.left === child && parent.operator === '&&' ? undefined : this.#at(parent);
      case 'ConditionalExpression':
        return parent.test === child ? undefined : this.#at(parent);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.#returned(parent);
      case 'Property':
        return this.#packed(parent);
      default:
        if (!PLAIN.has(parent.type)) this.#escapes = true;
    }
  }

  #assigned(assignment: TSESTree.AssignmentExpression, child: Node): void {
    if (assignment.left === child) return;
    if (!this.#field.isField(assignment.left)) this.#bind(assignment.left);
    this.#at(assignment);
  }

  /** A name or a pattern takes the client. */
  #bind(target: Node): void {
    if (target.type === 'ObjectPattern') return this.#taken(target);
    const name = boundIdentifier(target);
    const variable = name && this.#source.scopes.variableOf(name);
    if (!variable || homeOf(variable) === undefined) this.#escapes = true;
    else this.#variable(variable);
  }

  #variable(variable: Variable): void {
    if (this.#seen.has(variable)) return;
    this.#seen.add(variable);
    for (const reference of variable.references) if (reference.isRead()) this.#at(reference.identifier);
  }

  /** `const { quit } = this.client`. */
  #taken(pattern: TSESTree.ObjectPattern): void {
    for (const property of pattern.properties) {
      const name = property.type === 'Property' ? propertyName(property) : undefined;
      if (name === undefined || own(this.#field.ref.type.members, name)?.carries) this.#escapes = true;
      else if (this.#ends(name)) this.#disposed = true;
    }
  }

  #ends(name: string): boolean {
    return own(this.#field.ref.type.dispose, name) !== undefined || looksEnding(name);
  }

  #member(node: TSESTree.MemberExpression): void {
    const name = propertyName(node);
    if (name === undefined) {
      if (/\bSymbol\.(?:asyncDispose|dispose)\b/.test(this.#source.textOf(node))) this.#disposed = true;
      else this.#escapes = true;
      return;
    }
    if (this.#ends(name)) {
      if (isOnFailure(node)) this.#disposedOnFailure = true;
      else this.#disposed = true;
      return;
    }
    const { parent, child } = outside(node);
    if (parent?.type === 'CallExpression' && parent.callee === child) this.#called(parent, name);
    else this.#part(node, name);
  }

  #called(call: TSESTree.CallExpression, name: string): void {
    const known = own(this.#field.ref.type.members, name);
    if (!LISTENING.has(name)) this.#opened = true;
    if (known?.endsWith !== undefined) this.#companion(call.arguments[known.endsWith]);
    // `this` in such a listener is the client itself.
    if (
      call.arguments.some(
        (argument) => argument.type === 'FunctionExpression' && /\bthis\b/.test(this.#source.textOf(argument)),
      )
    )
      this.#escapes = true;
    if (name === 'then') return this.#handed(call);
    const { ref } = this.#field;
    const found = this.#source.origin.denote(call);
    if (
      found?.kind === 'instance' &&
      found.fresh === 'no' &&
      (known?.chains === true || known?.carries === true || found.ref.type === ref.type)
    )
      return this.#at(call);
    if (known?.chains === true || LISTENING.has(name) || name === 'catch' || name === 'finally') return this.#at(call);
    const { parent } = outside(call);
    // `this.orm.connection().close()`, of which nothing is known.
    if (!found && parent?.type === 'MemberExpression' && this.#ends(propertyName(parent) ?? '')) this.#disposed = true;
  }

  /** `this.pending.then((client) => …)`. */
  #handed(call: TSESTree.CallExpression): void {
    const handler = call.arguments[0] && unwrap(call.arguments[0]);
    const parameter = isFunctionLiteral(handler) ? handler.params[0] : undefined;
    if (!isFunctionLiteral(handler)) this.#escapes = true;
    else if (parameter) this.#bind(parameter);
  }

  /** A property that is read: what hangs on it may end the whole. */
  #part(node: TSESTree.MemberExpression, name: string): void {
    const { parent, child } = outside(node);
    if (parent?.type === 'MemberExpression' && parent.object === child) {
      const inner = propertyName(parent);
      if (inner === undefined || this.#ends(inner)) this.#disposed = true;
      else this.#opened = true;
      return;
    }
    if (parent?.type === 'AssignmentExpression' && parent.left === child) return;
    if (!TELLING.test(name) && !(parent && PLAIN.has(parent.type))) this.#escapes = true;
  }

  /** What a client was connected over ends it, too: `client.connect(transport)`. */
  #companion(argument: Node | undefined): void {
    const inner = argument && unwrap(argument);
    const fields = inner?.type === 'MemberExpression' ? [propertyName(inner) ?? ''] : [];
    const variable = inner?.type === 'Identifier' ? this.#source.scopes.variableOf(inner) : undefined;
    for (const { identifier } of variable?.references ?? []) {
      const { parent } = outside(identifier);
      if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression')
        fields.push(propertyName(parent.left) ?? '');
    }
    const places = [
      ...(variable?.references ?? []).map(({ identifier }) => identifier as Node),
      ...fields.flatMap((name) => this.#field.fieldNamed(name)),
    ];
    const isEnded = places.some((place) => {
      const { parent, child } = outside(place);
      return parent?.type === 'MemberExpression' && parent.object === child && looksEnding(propertyName(parent) ?? '');
    });
    if (isEnded) this.#disposed = true;
  }

  /** The client is an argument: only functions of this file are followed into. */
  #argument(call: TSESTree.CallExpression | TSESTree.NewExpression, child: Node): void {
    const position = call.arguments.indexOf(child as TSESTree.CallExpressionArgument);
    const callee = unwrap(call.callee);
    if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && LOOKING.has(callee.object.name))
      return;
    // `this.clients.set(key, client)`: it is put where it is looked for.
    if (callee.type === 'MemberExpression' && this.#field.isField(callee.object)) return;
    const fn = call.type === 'CallExpression' ? this.#source.origin.functionOf(call) : undefined;
    const parameter = fn?.params[position];
    if (parameter) this.#bind(parameter.type === 'AssignmentPattern' ? parameter.left : parameter);
    else if (this.#isLoan(call)) this.#lent = true;
    else this.#escapes = true;
  }

  /** Whether neither the name of the callee speaks of keeping or ending what it is given, nor is what it gives ended, and the client perhaps with it. */
  #isLoan(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const callee = unwrap(call.callee);
    const name =
      callee.type === 'MemberExpression'
        ? propertyName(callee)
        : callee.type === 'Identifier'
          ? callee.name
          : undefined;
    if (name === undefined || KEEPING.test(name) || looksEnding(name)) return false;
    const { parent } = outside(call);
    const { parent: holder } = parent?.type === 'AwaitExpression' ? outside(parent) : { parent };
    return !this.#placesHeldBy(holder).some((place) => {
      const { parent: member, child } = outside(place);
      return member?.type === 'MemberExpression' && member.object === child && looksEnding(propertyName(member) ?? '');
    });
  }

  /** Where the field or the name is read into which something is put. */
  #placesHeldBy(holder: Node | undefined): readonly Node[] {
    const target =
      holder?.type === 'AssignmentExpression'
        ? holder.left
        : holder?.type === 'VariableDeclarator'
          ? holder.id
          : holder?.type === 'PropertyDefinition'
            ? holder
            : undefined;
    if (target?.type === 'MemberExpression' || target?.type === 'PropertyDefinition')
      return this.#field.fieldNamed(propertyName(target) ?? '');
    const variable = target?.type === 'Identifier' ? this.#source.scopes.variableOf(target) : undefined;
    return (variable?.references ?? []).map(({ identifier }) => identifier as Node);
  }

  /** The client stands in a literal: `request(url, { dispatcher: this.agent })` borrows it, a function of this file may take it out again. */
  #packed(property: TSESTree.Property): void {
    const name = propertyName(property);
    const literal = property.parent as Node;
    const { parent: call, child } = outside(literal);
    if (name === undefined || literal.type !== 'ObjectExpression' || call?.type !== 'CallExpression') {
      this.#escapes = true;
      return;
    }
    const made = this.#source.origin.callOf(call);
    if (made?.ref.type.kind === 'response' && this.#field.ref.type.borrowedAs?.includes(name)) {
      this.#opened = true;
      return;
    }
    const pattern =
      this.#source.origin.functionOf(call)?.params[call.arguments.indexOf(child as TSESTree.CallExpressionArgument)];
    const bound =
      pattern?.type === 'ObjectPattern'
        ? pattern.properties.find((each) => each.type === 'Property' && propertyName(each) === name)
        : undefined;
    const isWhole =
      pattern?.type === 'ObjectPattern' &&
      pattern.properties.every((each) => each.type === 'Property' && propertyName(each) !== undefined);
    if (bound?.type === 'Property' && isWhole) this.#bind(bound.value);
    else this.#escapes = true;
  }

  /** Given back by a private method, it goes to whoever calls that in the class. */
  #returned(parent: Node): void {
    let fn: Node | undefined = parent;
    while (fn && !isFunction(fn)) fn = fn.parent;
    const readers = fn && this.#field.readersOf(fn);
    if (!readers) this.#escapes = true;
    else for (const reader of readers) this.#at(reader);
  }
}

const LISTENING = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'prependListener',
  'removeListener',
  'removeAllListeners',
  'addEventListener',
  'setMaxListeners',
]);

/** Contexts that look at a value and keep nothing of it. */
const PLAIN = new Set([
  'ExpressionStatement',
  'IfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'BinaryExpression',
  'UnaryExpression',
  'TemplateLiteral',
  'SwitchStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'TSTypeQuery',
]);
