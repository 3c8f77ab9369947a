import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { SourceCode } from './model.ts';
import { meaningOf } from './names.ts';

/**
 * Whether a function asks whether what a client is built with is there, before it builds it. Built when the module is loaded, it is
 * built whatever the answer is, and there are clients whose constructors throw then.
 *
 *     if (!config.mail?.token) throw new Error('No mail.');
 *     const client = new Client({ token: config.mail.token });
 */
export function isAskedBefore(call: Node, made: readonly Node[], sourceCode: SourceCode): boolean {
  const wanted = new Set(made.flatMap((each) => pathsIn(each, sourceCode)));
  const fn = enclosingFunction(call);
  let found = false;
  if (wanted.size === 0 || !fn) return false;
  walk(fn.body, sourceCode.visitorKeys, (node) => {
    if (found || node.range[0] > call.range[0]) return false;
    const test =
      node.type === 'IfStatement' || node.type === 'ConditionalExpression'
        ? node.test
        : node.type === 'LogicalExpression'
          ? node.left
          : undefined;
    // What decides on an argument alone is decided again wherever it stands.
    const isInside = made.some((each) => contains(each, node));
    found ||= test !== undefined && !isInside && pathsIn(test, sourceCode).some((path) => wanted.has(path));
    return !found;
  });
  return found;
}

/** The names and paths of members that an expression reads, as they are written: `config.mail.token`, and `config.mail` before it. */
function pathsIn(expression: Node, sourceCode: SourceCode): readonly string[] {
  const paths: string[] = [];
  walk(expression, sourceCode.visitorKeys, (node) => {
    const isPath = node.type === 'MemberExpression' && !node.computed;
    const isName = node.type === 'Identifier' && isAlone(node);
    if (isPath || isName)
      paths.push(
        sourceCode
          .getText(node)
          .replace(/\?\.|!\./g, '.')
          .replace(/\s+/g, ''),
      );
    return undefined;
  });
  return paths;
}

/** A name that is neither a key nor a part of a path. */
function isAlone(name: Node): boolean {
  const parent = name.parent;
  if (parent?.type === 'MemberExpression') return false;
  return !(parent?.type === 'Property' && parent.key === name && !parent.shorthand);
}

/** Whether arguments are written out, by constants at most: nothing of them can be missing. */
export function isWrittenOut(made: readonly Node[], sourceCode: SourceCode, depth = 0): boolean {
  return made.every((each) => {
    let known = true as boolean;
    walk(each, sourceCode.visitorKeys, (node) => {
      if (/^(?:Member|Call|New|Await|TaggedTemplate)Expression$|^SpreadElement$/.test(node.type)) known = false;
      const variable = node.type === 'Identifier' && isAlone(node) ? meaningOf(node.name, node, sourceCode) : undefined;
      const init = variable && constantInit(variable);
      if (node.type === 'Identifier' && isAlone(node))
        known &&= init !== undefined && depth < 3 && isWrittenOut([init], sourceCode, depth + 1);
      return known;
    });
    return known;
  });
}
