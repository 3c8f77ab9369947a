import { type Node, literalValue, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipSource } from './ownership.ts';

const DEEP = 6;

/** The number that an expression is, as far as the file says: a literal, a constant, a product of such; undefined otherwise. */
export function numberOf(node: Node, source: OwnershipSource, depth = 0): number | undefined {
  const inner = unwrap(node);
  const literal = literalValue(inner);
  if (literal) return typeof literal.value === 'number' ? literal.value : undefined;
  if (depth > DEEP) return undefined;
  if (inner.type === 'Identifier') {
    const variable = source.scopes.variableOf(inner);
    const init = variable && constantInit(variable);
    return init && numberOf(init, source, depth + 1);
  }
  if (inner.type !== 'BinaryExpression') return undefined;
  const [left, right] = [inner.left, inner.right].map((side) => numberOf(side, source, depth + 1));
  if (left === undefined || right === undefined) return undefined;
  return combined(inner.operator, left, right);
}

function combined(operator: string, left: number, right: number): number | undefined {
  if (operator === '*') return left * right;
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  return operator === '/' ? left / right : undefined;
}
