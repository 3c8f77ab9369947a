import { HOSTS } from '../catalog/hosts.ts';
import type { TypeRef } from '../catalog/index.ts';
import { escaped } from '../catalog/patterns.ts';
import type { UnheardError } from '../catalog/vocabulary.ts';
import { type Node, literalValue, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import type { OwnershipSource } from './ownership.ts';
import type { Beyond } from './unclosed-clients.ts';
import { type MethodCall, type Passed, type Whereabouts, isSpent, whereaboutsOf } from './whereabouts.ts';

/** An emitter whose `error` event ends the process, and for which this file shows no listener. */
export interface UnheardEmitter {
  readonly ref: TypeRef;
  readonly unheard: UnheardError;
  /** What makes it. */
  readonly call: Call;
  /** The short range that stands for it. */
  readonly place: Node;
  /** The name or field that holds it; undefined where none does. */
  readonly name: Node | undefined;
  /** What the call gives is the emitter itself, so that a listener can be added to it in the same expression. */
  readonly isDirect: boolean;
}

/**
 * The emitters of a file whose `error` nobody hears. A listener counts wherever the file adds it: in the same chain, under another
 * name, in another method of the class, in a function of the file that is handed the client. What leaves the file in a way that
 * lets others add one is passed over.
 *
 *     const pool = new Pool(config);          // emits `error` when an idle connection breaks → reported
 *     export const query = (sql) => pool.query(sql);
 */
export function unheardErrorsOf(
  source: OwnershipSource,
  beyond: Pick<Beyond, 'isSaidElsewhere' | 'isAtLeast' | 'mayRun'>,
): readonly UnheardEmitter[] {
  if (source.isTestFile || hearsUncaught(source)) return [];
  const found = source.census.calls.flatMap((call) => {
    const made = madeBy(call, source);
    const isReported = made && isUnheard(made, source) && !staysClosed(made, beyond) && beyond.mayRun(call);
    return isReported ? [made.emitter] : [];
  });
  // Another file of the project may keep the process going; asked only where there is something to report.
  return found.length > 0 && beyond.isSaidElsewhere(new RegExp(HOSTS.goingOn.join('|')), 'code') === true ? [] : found;
}

interface Made {
  readonly emitter: UnheardEmitter;
  readonly where: Whereabouts;
}

function madeBy(call: Call, source: OwnershipSource): Made | undefined {
  const made = source.origin.callOf(call);
  if (!made || made.evidence) return undefined;
  const returned =
    made.result.returns === undefined ? undefined : source.catalog.resolve(made.library, made.result.returns);
  const ref = returned?.type.unheard ? returned : made.ref;
  const unheard = ref.type.unheard;
  if (!unheard || made.result.owned === false || !canFail(call, unheard, source)) return undefined;
  const use = ref === made.ref ? source.origin.callbackOf(call) : undefined;
  const parameter = use?.fn.params[use.value];
  if (use && !parameter) return undefined;
  const where = whereaboutsOf({ expressions: [call], parameters: parameter ? [parameter] : [] }, ref, source);
  const isDirect = !use && made.result.async !== true;
  return { emitter: { ref, unheard, call, place: placeOf(call), name: where.name, isDirect }, where };
}

/** `Readable.from(response.body)` fails as the response does; what is made of an array cannot. */
function canFail(call: Call, { from }: UnheardError, source: OwnershipSource): boolean {
  if (from === undefined) return true;
  const argument = call.arguments[from];
  const found = argument && source.origin.denote(unwrap(argument));
  return found?.kind === 'instance' && found.ref.type.kind === 'response';
}

function isUnheard({ emitter, where }: Made, source: OwnershipSource): boolean {
  const { unheard } = emitter;
  if (where.escapes || where.calls.some(mayHear) || where.written.some((name) => name === 'onerror')) return false;
  if (where.passed.some((passed) => mayBeHeardIn(passed, emitter, where, source))) return false;
  if (unheard.whileIdle && !where.isKept) return false;
  if (unheard.betweenCalls && isSpent(emitter.call, emitter.ref, where)) return false;
  return !unheard.usedBy || where.calls.some(({ name }) => unheard.usedBy?.includes(name));
}

/**
 * Whether a client is never opened, which its package asks for: nobody calls the method here, and no other file that speaks of the
 * package does where those can have it.
 *
 *     export default createClient({ url });      // of redis 4, and nobody calls `connect()`
 */
function staysClosed({ emitter, where }: Made, beyond: Pick<Beyond, 'isSaidElsewhere' | 'isAtLeast'>): boolean {
  const { library, type } = emitter.ref;
  const since = emitter.unheard.closedUntilOpened;
  if (since === undefined || type.opensAt === undefined || where.passed.length > 0) return false;
  if (where.calls.some(({ name }) => name === type.opensAt) || where.read.includes(type.opensAt)) return false;
  if (!beyond.isAtLeast(library.package, since)) return false;
  const opening = new RegExp(
    String.raw`^(?=[\s\S]*${escaped(library.package)})[\s\S]*\b${escaped(type.opensAt)}\b`,
    'i',
  );
  return !where.isExported || beyond.isSaidElsewhere(opening, 'code') === false;
}

const LISTENING = /^(?:on|once|addListener|prepend(?:Once)?Listener|addEventListener)$/;

/** A listener for `error`, or for an event that the code does not tell. `once` hears the first one. */
function mayHear({ name, call }: MethodCall): boolean {
  const event = call.arguments[0];
  if (!LISTENING.test(name) || !event) return false;
  const literal = literalValue(event);
  if (literal) return literal.value === 'error';
  const inner = unwrap(event);
  const written =
    inner.type === 'MemberExpression' ? propertyName(inner) : inner.type === 'Identifier' ? inner.name : '';
  return written !== 'errorMonitor';
}

/** Functions that are given an emitter in order to listen to it, or to work with all of it, by the names that people give them. */
const HEARING =
  /error|listen|handle|attach|monitor|instrument|observ|watch|hook|wire|trace|track|event|pipeline|finished|once|forward|setup|register|patch|proxy|wrap|promisif|init|bind|manage|prepare|configure|adopt|guard|safe/i;

/**
 * Whether what an emitter is passed to may add the listener. A client keeps its contract when a library borrows it
 * (`drizzle(pool)`, `new Kysely({ … })`); a stream or a request is handled by whoever gets it.
 */
function mayBeHeardIn(
  { call }: Passed,
  { unheard }: UnheardEmitter,
  where: Whereabouts,
  source: OwnershipSource,
): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  // The target of a pipe is written to, and no more.
  if (name === 'pipe') return isHeardInChain(call);
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console')
    return false;
  if (unheard.goesWith || name === undefined || HEARING.test(name) || HOSTS.listening.some((each) => each === name))
    return true;
  if (callee.type === 'Identifier' && isParameter(callee, source)) return true;
  return !where.isKept && call.type === 'CallExpression' && isResolving(name);
}

/** `source.pipe(target).on('error', fail)` listens to the target. */
function isHeardInChain(call: Call): boolean {
  for (let at: Node = call; ;) {
    const { parent: member, child } = outside(at);
    if (member?.type !== 'MemberExpression' || member.object !== child) return false;
    const { parent: next, child: callee } = outside(member);
    if (next?.type !== 'CallExpression' || next.callee !== callee) return false;
    if (mayHear({ name: propertyName(member) ?? '', call: next })) return true;
    at = next;
  }
}

/** `resolve(client)`, `callback(null, client)`: the client goes to whoever waits for it. */
function isResolving(name: string): boolean {
  return /^(?:resolve|callback|cb|done|next|fulfil|fulfill|yield|emit|call|apply)$/i.test(name);
}

/** Whether the file itself hears what nobody else does: then nothing ends the process. */
function hearsUncaught(source: OwnershipSource): boolean {
  return source.census.calls.some(({ arguments: [event], callee }) => {
    const literal = event && literalValue(event)?.value;
    return literal === 'uncaughtException' && callee.type === 'MemberExpression';
  });
}

/** `run(client)` of somebody who was handed in. */
function isParameter(name: Node, source: OwnershipSource): boolean {
  return (source.scopes.variableOf(name)?.defs[0]?.type as string | undefined) === 'Parameter';
}
