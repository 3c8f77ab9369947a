import type { Node } from '../lang/nodes.ts';
import { type ConditionBuilder, type MaybeNode, type Syntax, type ValueBuilder, isNode } from './builder.ts';
import { CLASSES } from './classes.ts';
import { CONDITIONS_BY_TYPE, asked } from './conditions.ts';
import { EXPRESSIONS, operator, silent } from './expressions.ts';
import { STATEMENTS } from './statements.ts';

type Table<Build> = Readonly<Record<string, Build | undefined>>;

const CONSTANTS = [
  'Literal',
  'ThisExpression',
  'Super',
  'MetaProperty',
  'TemplateElement',
  'PrivateIdentifier',
  'JSXText',
  'JSXEmptyExpression',
];

const BUILDERS = {
  ...EXPRESSIONS,
  ...STATEMENTS,
  ...CLASSES,
  ...Object.fromEntries(CONSTANTS.map((type) => [type, silent])),
} as Table<ValueBuilder>;

/** What each node type does when control reaches it. Types of TypeScript that are not known here have no value. */
export const VALUES: Syntax<ValueBuilder> = (type) =>
  (Object.hasOwn(BUILDERS, type) ? BUILDERS[type] : undefined) ?? (type.startsWith('TS') ? silent : unheardOf);

/** What each node type does as a condition. */
export const CONDITIONS: Syntax<ConditionBuilder> = (type) =>
  (Object.hasOwn(CONDITIONS_BY_TYPE, type) ? (CONDITIONS_BY_TYPE as Table<ConditionBuilder>)[type] : undefined) ??
  asked;

/** A node of another language's tree: its children in the order of the visitor keys, then itself. */
const unheardOf: ValueBuilder = (builder, node, next, targets) =>
  operator(() => [childrenOf(node, builder.options.visitorKeys?.[node.type])])(builder, node, next, targets);

const NO_CHILDREN = new Set([
  'parent',
  'loc',
  'range',
  'tokens',
  'comments',
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
]);

function childrenOf(node: Node, keys: readonly string[] | undefined): MaybeNode[] {
  const record = node as unknown as Record<string, unknown>;
  return (keys ?? Object.keys(record))
    .filter((key) => !NO_CHILDREN.has(key))
    .flatMap((key) => record[key])
    .filter(isNode);
}
