import type { Rebuilt } from '../catalog/vocabulary.ts';
import { type Node, boundIdentifier, outside, propertyOf, unwrap } from '../lang/nodes.ts';
import { type Scopes, type Variable, constantInit } from '../lang/scopes.ts';
import type { Run, ScopeSource } from './model.ts';
import type { Construction } from './rebuilt.ts';
import { comesWithRun } from './request-arguments.ts';

/**
 * Whether a client is built with credentials that come with the run, by whatever functions they are handed on:
 *
 *     app.post('/queries', async (req, res) => run(open(req.body.accessKeyId, req.body.secretAccessKey)));
 *     const open = (accessKeyId, secretAccessKey) => new AthenaClient({ credentials: { accessKeyId, secretAccessKey } });
 */
export function bringsSecrets(
  call: Construction['call'],
  { secrets = [] }: Rebuilt,
  run: Run,
  source: ScopeSource,
): boolean {
  const values = secrets.flatMap((where) => secretsAt(call, where, source));
  return values.some((value) => comesWithRun([value], run, source));
}

/** What stands at a position, or under a dotted path of the options, whichever argument they are. */
function secretsAt(call: Construction['call'], where: string | number, source: ScopeSource): readonly Node[] {
  if (typeof where === 'number') return call.arguments.slice(where, where + 1);
  const path = where.split('.');
  return call.arguments.flatMap((argument) => valueAt(argument, path, source) ?? []);
}

function valueAt(object: Node, [name, ...path]: readonly string[], source: ScopeSource): Node | undefined {
  if (name === undefined) return object;
  const literal = literalOf(object, source);
  const value = literal.type === 'ObjectExpression' ? propertyOf(literal, name) : undefined;
  return value === undefined || value === 'absent' ? undefined : valueAt(value, path, source);
}

/** The literal that an expression is, or that the constant of that name is. */
function literalOf(value: Node, { scopes }: ScopeSource): Node {
  const inner = unwrap(value);
  const variable = inner.type === 'Identifier' ? scopes.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  return init ? unwrap(init) : inner;
}

/** Whether nothing is done with a client but to have functions compute something of what it was given, for which it opens nothing. */
export function isOnlyAsked(name: Variable, { computing = [] }: Rebuilt): boolean {
  return isAsked(name, computing);
}

/** The same of what a call gives where it arrives, with what comes beside the client: `const { client, bucket } = await open(team)`. */
export function isOnlyAskedThere(call: Construction['call'], { computing = [] }: Rebuilt, scopes: Scopes): boolean {
  const { parent: first } = outside(call);
  const { parent } = first?.type === 'AwaitExpression' ? outside(first) : { parent: first };
  const properties =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern' ? parent.id.properties : [];
  const names = properties.flatMap((each) => {
    const name = each.type === 'Property' ? boundIdentifier(each.value) : undefined;
    return (name && scopes.variableOf(name)) ?? [];
  });
  const asked = names.filter((name) => isAsked(name, computing));
  return asked.length > 0 && names.every((name) => asked.includes(name) || !isCalledOn(name));
}

/** Whether a method of what a name holds is called. */
function isCalledOn(name: Variable): boolean {
  return name.references.some(({ identifier }) => {
    const { parent, child } = outside(identifier);
    const member = parent?.type === 'MemberExpression' && parent.object === child ? outside(parent) : undefined;
    return member?.parent?.type === 'CallExpression' && member.parent.callee === member.child;
  });
}

function isAsked({ references }: Variable, computing: readonly string[]): boolean {
  const reads = references.filter((reference) => reference.isRead());
  return (
    reads.length > 0 &&
    reads.every(({ identifier }) => {
      const { parent, child } = outside(identifier);
      const callee = parent?.type === 'CallExpression' && parent.callee !== child ? unwrap(parent.callee) : undefined;
      return callee?.type === 'Identifier' && computing.includes(callee.name);
    })
  );
}
