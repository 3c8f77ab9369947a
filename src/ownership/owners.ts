import type { TypeRef } from '../catalog/index.ts';
import {
  type FunctionNode,
  type ClassNode,
  type Node,
  enclosingFunction,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import { exitsProcess, isHarmless, mayEndIn, nameOf } from './bases.ts';
import { fieldPlaces, isPrivate } from './field-places.ts';
import { fieldUses } from './field-uses.ts';
import { type Kept, isFreshClient, isNothing, keptBy } from './kept-clients.ts';
import { type Closer, closerOf, livesWithProcess } from './lifetimes.ts';
import { isMadeToMeasure } from './made-to-measure.ts';
import type { OwnershipSource } from './ownership.ts';

/** A class that makes a client for itself, keeps it in a field and never ends it, or a function that does so for the object that it returns. */
export interface OwnerLeak {
  readonly owner: ClassNode | FunctionNode;
  /** The name of the class or function; undefined where it has none. */
  readonly name: string | undefined;
  /** The client as the closing method calls it: `this.redis`, `redis`. */
  readonly held: string;
  readonly ref: TypeRef;
  /** The short range that stands for the construction. */
  readonly place: Node;
  /** The method that should end the client and does not; undefined where the class has none. */
  readonly closer: Closer | undefined;
  /** The field holds a promise of the client. */
  readonly holdsPromise: boolean;
  /** A base class may have methods of the names that this one lacks. */
  readonly mayInherit: boolean;
  /** The method that puts another client into the field without ending the one that is there. */
  readonly replacedIn?: string;
  /** The method that leaves the client open in the field when it fails. */
  readonly failedIn?: string;
  /** Something ends it where something else has failed. */
  readonly endsOnFailure?: boolean;
  /** The field is a collection of clients. */
  readonly collection?: {
    /** What a loop goes over to find each of them. */
    readonly turn: string;
    /** Where they are taken out and let go. */
    readonly drop: Node | undefined;
  };
}

/**
 * The clients that classes of the file keep in fields and never end. A field is judged only where the file shows all that happens
 * to it: one that others are given, that came from outside, or that a base class might end, is passed over.
 *
 *     class Jobs {
 *       #redis = new Redis();              // made here, kept here
 *       add(job) { return this.#redis.lpush('jobs', job); }
 *     }                                    // no method ends it → leaks
 */
export function ownersOf(source: OwnershipSource): readonly OwnerLeak[] {
  if (source.isTestFile) return [];
  const leaks = new Map<ClassNode, Map<string, OwnerLeak | undefined>>();
  for (const call of source.census.calls) {
    const kept = keptBy(call, source);
    if (!kept) continue;
    const fields = leaks.get(kept.owner) ?? new Map<string, OwnerLeak | undefined>();
    leaks.set(kept.owner, fields);
    if (!fields.has(kept.field)) fields.set(kept.field, judged(kept, source));
  }
  return [...leaks.values()].flatMap((fields) => [...fields.values()]).filter((leak) => leak !== undefined);
}

function judged(kept: Kept, source: OwnershipSource): OwnerLeak | undefined {
  const { owner, field, ref, call } = kept;
  if (livesWithProcess(owner, source) || mayEndIn(owner, field, source)) return undefined;
  if (exitsProcess(owner, source) || !isOnlyMadeHere(kept, source)) return undefined;
  const places = fieldPlaces(owner, field, source);
  if (!places || places.endedByStrangers) return undefined;
  const followed = {
    ref,
    isField: (node: Node) => places.isField(node),
    readersOf: (fn: FunctionNode) => places.readersOf(fn),
    fieldNamed: (name: string) => places.fieldNamed(name),
  };
  const uses = fieldUses([...places.reads, ...kept.also], followed, source);
  if (uses.disposed || uses.escapes) return undefined;
  const closer = closerOf(owner);
  // A field that the class itself does nothing with is there for others, unless they cannot reach it.
  const isForgotten = closer !== undefined && ref.type.opensAt === undefined && isPrivate(owner, field);
  if (!uses.opened && !isForgotten) return undefined;
  // Ended where something fails, it is still to be ended where all goes well; whether it has to be, only a closing method tells.
  if (uses.disposedOnFailure && !closer) return undefined;
  // Who is lent it might end it, but for a class that shows that its objects have an end of their own.
  if (uses.lent && !closer && !opensWithBase(call)) return undefined;
  if (!closer && !isMadeToMeasure(call, ref, places.reads, source)) return undefined;
  const holdsPromise = places.reads.some((read) => isPromise(source.origin.denote(read)));
  const mayInherit = owner.superClass !== null && !isHarmless(owner.superClass);
  return {
    owner,
    name: nameOf(owner),
    held: `this.${field}`,
    ref,
    place: placeOf(call),
    closer,
    holdsPromise,
    mayInherit,
    endsOnFailure: uses.disposedOnFailure,
  };
}

/** `async connect() { await super.connect(); this.client = new Client(…); }`: what the base class opens it also closes, under another name. */
function opensWithBase(call: Node): boolean {
  const fn = enclosingFunction(call);
  const method = fn?.parent;
  const name = method?.type === 'MethodDefinition' ? propertyName(method) : undefined;
  const body = fn?.body;
  if (name === undefined || body?.type !== 'BlockStatement') return false;
  return body.body.some((statement) => {
    const expression = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
    const call = expression?.type === 'AwaitExpression' ? unwrap(expression.argument) : expression;
    const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
    return callee?.type === 'MemberExpression' && callee.object.type === 'Super' && propertyName(callee) === name;
  });
}

/** Whether nothing else is ever stored in the field: a client that was handed in is somebody else's. */
function isOnlyMadeHere({ owner, field, call }: Kept, source: OwnershipSource): boolean {
  const written = [...source.census.writesTo(owner, field)];
  for (const member of owner.body.body) {
    if (member.type === 'PropertyDefinition' && propertyName(member) === field && member.value)
      written.push(member.value);
    if (member.type === 'AccessorProperty' && propertyName(member) === field) return false;
    if (member.type === 'MethodDefinition' && propertyName(member) === field) return false;
  }
  const mine = new Set<Node>([call]);
  return written.every((value) => isNothing(value) || mine.has(value) || isFreshClient(value, source));
}

function isPromise(found: ReturnType<OwnershipSource['origin']['denote']>): boolean {
  return found !== undefined && 'promise' in found && found.promise;
}
