/**
 * The words in which libraries are described. An entry is data: what a module exports, what calling or constructing
 * that gives, and what the holder of the result then owes. Nothing here knows about syntax trees.
 *
 * A library's entry is a small type graph. `exports` says how values of a type come into being; `types` says what can be
 * done with them. Reading `(await new Pool().connect()).release()` against the entry of `pg`:
 * `Pool` constructs `Pool` (a client) → its member `connect` gives, asynchronously, `PoolClient` (a lease) → `release`
 * is one of its disposers.
 */

/** What a value obliges its holder to: dispose (client), release (lease), consume (response), or nothing (plain). */
export type Kind = 'client' | 'lease' | 'response' | 'plain';

/** The name of a type: a key of `types` of the same library, or `package#Type` of another one. */
export type TypeName = string;

/** A condition on an argument of the acquiring call; one that cannot be read off the code counts as not fulfilled. */
export interface OptionTest {
  /** Position of the argument, from 0. */
  readonly arg: number;
  /** Dotted path of a property in it; left out when the argument itself is meant. */
  readonly path?: string;
  /** The literal values that fulfil the condition; left out: any value that is there fulfils it. */
  readonly is?: readonly (string | number | boolean | null)[];
}

/** Where a callback form hands over what it acquired. Positions count from 0 in the callback's parameters. */
export interface CallbackForm {
  /** Position of the callback in the call's arguments; left out: the last argument. */
  readonly arg?: number;
  /** Parameter that is set when the acquisition failed. */
  readonly error?: number;
  /** Parameter that receives the resource. */
  readonly value: number;
  /** Parameter that receives a function which gives the resource back (`done` of pg's `connect`). */
  readonly release?: number;
}

/** What a call, a construction or a callback gives. */
export interface Result {
  readonly type: TypeName;
  /** The call gives a promise of it. */
  readonly async?: true;
  /**
   * `false`: a view of something that somebody else owns; the caller owes nothing. `'if disposed'`: most callers leave it to end by
   * itself, so that only one who disposes of it on some path owes it on all. Default: owed as the type says.
   */
  readonly owned?: false | 'if disposed';
  /** The resource comes to a callback (too). With `async` as well, the callback form is used when the last argument is a function. */
  readonly callback?: CallbackForm;
  /** What the call itself gives where the resource comes only to a callback or later to a listener: the request of `http.get(url, callback)`. Disposing that ends the resource too. */
  readonly returns?: TypeName;
  /** Methods of the promise itself that end the obligation: `ky(url).json()`. */
  readonly onPromise?: readonly string[];
  /** All must be fulfilled for the call to give this. */
  readonly when?: readonly OptionTest[];
  /** None may be fulfilled: a HEAD request has no body. */
  readonly unless?: readonly OptionTest[];
}

/** A value that a module exports, or that hangs on such a value. */
export interface Value {
  /** `new X()`. Several: the first whose `when` and `unless` agree. */
  readonly construct?: Result | readonly Result[];
  /** `X()`. */
  readonly call?: Result | readonly Result[];
  /** `X.y`: namespaces, statics and factories. */
  readonly members?: Readonly<Record<string, Value>>;
  /** The value is itself of this type and owned by the library (`http.globalAgent`). */
  readonly is?: TypeName;
  /** The same value as another export of this module (`default` of a CommonJS module). */
  readonly same?: string;
  /** Calling it gives the module itself: `require('sqlite3').verbose()`. */
  readonly givesModule?: true;
  /** The version that brought it, where not every version has it. */
  readonly since?: string;
}

/** A method that ends an obligation. */
export interface Disposer {
  /** It gives a promise; the resource is free when that settles. */
  readonly async?: true;
  /** What was begun before is brought to its end first, so that work may be under way when it is called. */
  readonly waits?: true;
  /** It needs at least this many arguments to do so. */
  readonly args?: number;
  /** It is final but not the polite way (`destroy` of a connection that could be handed back): never suggested. */
  readonly forced?: true;
  /**
   * It ends a transaction one way or the other, by keeping what was done (`commit`) or undoing it (`rollback`): never moved into a
   * `finally` and never suggested, since a throw must not commit and success must not roll back.
   */
  readonly decides?: true;
  /** The graceful part of a two-step disposal: alone it ends nothing (`drain` before `clear`). */
  readonly needs?: string;
  /** It only takes effect when this is called on what it gives: `trx.rollback().execute()`. `async` is then of the whole. */
  readonly finishedBy?: string;
  /** The version that brought it, where not every version has it: suggested only where the installed one is known to be that new. */
  readonly since?: string;
}

/** A method or property of a type, where it is more than a plain use. */
export interface Member {
  /** Calling it gives this. */
  readonly call?: Result | readonly Result[];
  /** Reading it gives a part: a view unless `carries`. */
  readonly read?: TypeName;
  /** The part that is read, or what the call gives, carries the whole obligation: `body` of a fetch response, `promise()` of a mysql2 pool. */
  readonly carries?: true;
  /** Calling it gives the receiver itself, or a promise of it with `async`: `await createClient().on('error', log).connect()`. */
  readonly chains?: true;
  /** Calling it gives a promise, so that it throws where it is awaited. */
  readonly async?: true;
  /** Other calls fail until its promise has settled: the library lets none of them wait for the connection. */
  readonly readyAfter?: true;
  /** It never throws. */
  readonly safe?: true;
  /** Calling it releases the resource that stands at this argument: `pool.release(connection)`. */
  readonly releasesArgument?: number;
  /** Whatever disposes the resource at this argument disposes the receiver from then on, too: the transport of `client.connect(transport)`. */
  readonly endsWith?: number;
  /** From this call on the resource lives a life of its own, until the process ends or somebody stops it: `consumer.run()`, `server.listen()`. */
  readonly livesOn?: true;
  /** Listener registration (`on`, `once`, `addListener`): what the listener is given, by event. */
  readonly events?: Readonly<Record<string, EventForm>>;
  /** Assigning a function to it is listening: `socket.onmessage = …`. */
  readonly assigned?: EventForm;
  /** Calling it is such strong evidence of the type that the receiver need not be known; see `Evidence`. */
  readonly evidence?: Evidence;
  /** The version that brought it, where not every version has it. */
  readonly since?: string;
}

/** What an event's listener is given, or what listening to it does. */
export interface EventForm {
  readonly gives?: { readonly type: TypeName; readonly value: number };
  /** Listening for it consumes the response (`data`). */
  readonly consumes?: true;
  /** A listener for it keeps the resource busy for as long as it lives (`message` of a subscriber). */
  readonly livesOn?: true;
}

/**
 * A member name so distinctive that a call of it on a receiver nothing is known of is taken for this library's, provided that
 * the result is used with (at least) one of these members in the same file. An empty list: the name alone suffices.
 */
export interface Evidence {
  readonly resultMembers: readonly string[];
  /** Or with one of these methods of the receiver, which is given the result: `pool.release(client)`. */
  readonly releasedBy?: readonly string[];
  /** Modules beside which it is none: a test runner that hands out the receiver cleans up after it. */
  readonly notWith?: readonly string[];
}

/** What can be done with a value of a type, and what its holder owes. */
export interface ResourceType {
  readonly kind: Kind;
  /** How a message calls it, with article left out: `connection`, `query runner`. Default: by kind. */
  readonly label?: string;
  /** The names of the exported classes and interfaces whose values are of this type. Default: the key. */
  readonly names?: readonly string[];
  /**
   * The module whose exports the names are, where another module of the package gives the same name to another type
   * (`Pool` of `mysql2` and of `mysql2/promise`). Types without it are those of every other module. A declaration file belongs to
   * the module whose specifier its path starts with: `mysql2/promise.d.ts`.
   */
  readonly module?: string;
  /** Members by whose use alone the result of an awaited call is known to be such a value, nothing being known of the callee: all of these, and any of those. */
  readonly recognisedBy?: { readonly all: readonly string[]; readonly any: readonly string[] };
  /** Takes over all that is not said here. */
  readonly extends?: TypeName;
  /** `false`: an annotation alone obliges nobody, since others make such values too; `'if promised'`: unless a function is declared to promise one (the request that a server receives is an `IncomingMessage`, too, but nobody promises that). */
  readonly owedByAnnotation?: false | 'if promised';
  /** Methods that end the obligation, the recommended one first. Dotted where they hang on a part: `body.cancel`. */
  readonly dispose?: Readonly<Record<string, Disposer>>;
  /** `Symbol.dispose` or `Symbol.asyncDispose` of the type. */
  readonly symbol?: DisposeSymbol;
  /** Nothing is open before this method was called (`connect` of `pg.Client`); `'*'`: before the first call of any (`pg.Pool`), so that a first call that fails leaves nothing open. */
  readonly opensAt?: string;
  /** A use after its disposal simply opens it again (`http.Agent`, an AWS client): no mistake. */
  readonly reopens?: true;
  /** A call that was to open it leaves it open even when it fails: `access` of basic-ftp connects before it logs in. */
  readonly opensAnyway?: true;
  readonly members?: Readonly<Record<string, Member>>;
  /** The value can be called itself (`` sql`…` ``, `trx('table')`). */
  readonly call?: Result | readonly Result[];
  /** Properties, or methods without arguments, that tell whether the obligation is still open: the value that means "nothing is owed any more". */
  readonly closedWhen?: Readonly<Record<string, boolean>>;
  /** A response without a body where the status is known to be 204, 205 or 304. */
  readonly bodilessStatus?: true;
  /** Iterating it (`for await`) to the end or breaking out of the loop ends the obligation. */
  readonly iterating?: true;
  /** Names of options under which calls borrow it: `session` in `find({}, { session })`. */
  readonly borrowedAs?: readonly string[];
  /** Statement that ends the obligation on a path where nothing was read, `$` standing for the name: `await $.body?.cancel()`. */
  readonly discard?: string;
}

export interface DisposeSymbol {
  readonly async: boolean;
  /** The version that brought it. */
  readonly since: string;
  /** `false`: disposing by the symbol does something else than the disposer (TypeORM's query runner commits): never suggested. */
  readonly safe?: false;
  /** The method that it calls and nothing besides, as read in the source; without it, nobody says that the two do the same. */
  readonly calls?: string;
}

/** One library, or one module of Node or the platform. */
export interface Library {
  /** The package; for messages, documentation and version checks. `node:http` for Node's own, `global` for the platform's. */
  readonly package: string;
  /** The versions that were checked against declarations or source, oldest and newest. */
  readonly checked: { readonly oldest: string; readonly newest: string };
  /** Where the lifecycle is documented. */
  readonly docs: string;
  /** What each module of the package exports, by specifier (`mysql2`, `mysql2/promise`) and export name; `default` is also what `require` and `import * as` of a CommonJS module give where no name matches. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Endings of relative specifiers under which a generator writes a module into the project, with the module: `generated/prisma/client`. */
  readonly generated?: Readonly<Record<string, string>>;
  /** Values that are there without an import. */
  readonly globals?: Readonly<Record<string, Value>>;
  readonly types: Readonly<Record<string, ResourceType>>;
  /** Packages whose declarations define these types, besides the package itself and `@types/…` of it. */
  readonly declaredIn?: readonly string[];
  /** Why this entry, or a part of it, could not be checked against declarations. */
  readonly unchecked?: string;
}

/** Says that an object literal is a library's entry, and gives it back unchanged. */
export function library<const L extends Library>(entry: L): L {
  return entry;
}
