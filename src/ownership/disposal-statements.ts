import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import { type ClassNode, type Node, isFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnershipSource } from './ownership.ts';

/** A statement that does nothing but end what a name holds, in the way in which `using` would end it. */
export interface DisposalStatement {
  readonly statement: Node;
  /** The name that is disposed of, as it stands in the statement. */
  readonly name: TSESTree.Identifier;
  /** The statement also fits a name that holds nothing: `x?.close()`, `if (x) x.close()`. */
  readonly isGuarded: boolean;
  readonly symbol: SymbolUse;
}

/** How `using` ends it, and what has to be there for that. */
export interface SymbolUse {
  readonly async: boolean;
  /** The library whose version has to have the symbol; undefined where the code itself shows that it is there. */
  readonly from: { readonly package: string; readonly since: string } | undefined;
  /** Only the names of what is called tell which library it is. */
  readonly isGuess?: boolean;
}

/**
 * What a statement disposes of; undefined unless `using` would do exactly the same: the method is the one that the symbol calls,
 * without arguments, awaited where it is asynchronous, and its failure is nobody's business here.
 *
 *     await session.endSession();      if (handle) await handle.close();      await file[Symbol.asyncDispose]();
 */
export function disposalStatement(statement: Node, source: OwnershipSource): DisposalStatement | undefined {
  const { body, test } = guardOf(statement);
  const expression = body?.type === 'ExpressionStatement' ? unwrap(body.expression) : undefined;
  const isAwaited = expression?.type === 'AwaitExpression';
  const call = isAwaited ? unwrap(expression.argument) : expression;
  if (call?.type !== 'CallExpression' || call.arguments.length > 0 || call.optional) return undefined;
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (callee.type !== 'MemberExpression' || name?.type !== 'Identifier') return undefined;
  if (test && !(test.type === 'Identifier' && test.name === name.name)) return undefined;
  const symbol = symbolFor(callee, name, source);
  if (!symbol || (symbol.isAsyncCall && !isAwaited)) return undefined;
  return { statement, name, isGuarded: test !== undefined || callee.optional, symbol };
}

/** `if (x) x.close();` is its body, under a test. */
function guardOf(statement: Node): { readonly body: Node | undefined; readonly test: Node | undefined } {
  if (statement.type !== 'IfStatement') return { body: statement, test: undefined };
  const { consequent, alternate } = statement;
  const inner = consequent.type === 'BlockStatement' ? consequent.body : [consequent];
  return { body: alternate || inner.length !== 1 ? undefined : inner[0], test: unwrap(statement.test) };
}

/** The symbol that does what the member does, and whether the member gives a promise. */
function symbolFor(
  callee: TSESTree.MemberExpression,
  name: Node,
  source: OwnershipSource,
): (SymbolUse & { readonly isAsyncCall: boolean }) | undefined {
  const written = callee.computed ? disposeSymbol(callee.property) : undefined;
  // `x[Symbol.asyncDispose]()` is what `await using` calls.
  if (written) return { async: written === 'asyncDispose', from: undefined, isAsyncCall: written === 'asyncDispose' };
  const method = propertyName(callee);
  const held = source.origin.denote(name);
  if (method === undefined || callee.computed) return undefined;
  if (held?.kind === 'object') return symbolOfClass(held.of, method);
  const found = held?.kind === 'instance' && !held.promise ? symbolOfLibrary(held.ref, method) : undefined;
  return found && { ...found, isGuess: held?.kind === 'instance' && held.evidence !== undefined };
}

function symbolOfLibrary(ref: TypeRef, method: string): (SymbolUse & { readonly isAsyncCall: boolean }) | undefined {
  const { symbol, dispose } = ref.type;
  if (!symbol || symbol.safe === false || symbol.calls !== method) return undefined;
  const from = { package: ref.library.package, since: symbol.since };
  return { async: symbol.async, from, isAsyncCall: own(dispose, method)?.async === true };
}

/** A class of this file whose `[Symbol.asyncDispose]()` is nothing but a call of the method. */
function symbolOfClass(owner: ClassNode, method: string): (SymbolUse & { readonly isAsyncCall: boolean }) | undefined {
  for (const member of owner.body.body) {
    const symbol = member.type === 'MethodDefinition' && member.computed ? disposeSymbol(member.key) : undefined;
    if (member.type !== 'MethodDefinition' || member.static || !symbol || !isFunction(member.value)) continue;
    const isAsync = symbol === 'asyncDispose';
    const target = owner.body.body.find((each) => each.type === 'MethodDefinition' && propertyName(each) === method);
    const isSame = target?.type === 'MethodDefinition' && !target.static && target.value.params.length === 0;
    if (isSame && onlyCalls(member.value.body, method))
      return { async: isAsync, from: undefined, isAsyncCall: isAsync };
  }
  return undefined;
}

function onlyCalls(body: Node | null, method: string): boolean {
  const statements = body?.type === 'BlockStatement' ? body.body : [];
  const [only] = statements;
  const value =
    only?.type === 'ReturnStatement' ? only.argument : only?.type === 'ExpressionStatement' ? only.expression : null;
  const inner = value && unwrap(value);
  const call = inner?.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
  return (
    statements.length === 1 &&
    call?.type === 'CallExpression' &&
    call.arguments.length === 0 &&
    call.callee.type === 'MemberExpression' &&
    call.callee.object.type === 'ThisExpression' &&
    propertyName(call.callee) === method
  );
}

/** The name of the symbol in `Symbol.dispose` and `Symbol.asyncDispose`. */
function disposeSymbol(key: Node): 'dispose' | 'asyncDispose' | undefined {
  const name =
    key.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol'
      ? propertyName(key)
      : undefined;
  return name === 'dispose' || name === 'asyncDispose' ? name : undefined;
}

/** Whether a read of a name hands its value on, so that somebody may use it after it was disposed of: `return x`, `this.x = x`. */
export function isHandedOn(read: Node): boolean {
  let at = read;
  for (;;) {
    const { parent, child } = outside(at);
    switch (parent?.type) {
      case 'Property':
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'SpreadElement':
      case 'AwaitExpression':
        at = parent;
        continue;
      case 'ConditionalExpression':
        if (parent.test === child) return false;
        at = parent;
        continue;
      case 'LogicalExpression':
        at = parent;
        continue;
      case 'AssignmentExpression':
        return parent.right === child;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'VariableDeclarator':
      case 'YieldExpression':
      case 'ThrowStatement':
      case 'ExportSpecifier':
        return true;
      default:
        return false;
    }
  }
}
