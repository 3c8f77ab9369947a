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
  /** Names of classes, of one of which the argument is made: `send(new GetObjectCommand({ … }))`. */
  readonly made?: readonly string[];
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

/** An option that bounds how long something waits. */
export interface Bound {
  /** Dotted path in the options; what stands in a constructed value is looked for in its first argument (`requestHandler: new Handler({ … })`). */
  readonly path: string;
  /** What it is given: a number of that unit, a signal that aborts, or something else that bounds it in a way of its own. */
  readonly unit: 'ms' | 's' | 'signal' | 'other';
  /** The values that mean no bound, besides a property that is not there or `undefined`; `Infinity` is written as a word. */
  readonly none?: readonly (string | number | boolean | null)[];
  /** Alone it ends nothing: it only has this event emitted, for whose listener to act. */
  readonly emits?: string;
  /** Alone it ends nothing: it takes effect where this option beside it is true. */
  readonly with?: string;
  /** Hardly anybody passes it: options that come from elsewhere are taken not to hold it, unless the code round them speaks of it. */
  readonly unusual?: true;
  /** The version that brought it, where not every version has it. */
  readonly since?: string;
  /** From this version on it is not there any more. */
  readonly until?: string;
}

/** What a call, or every call through what it gives, waits for, and what bounds the waiting. */
export interface Waits {
  /** In words that follow "waits for": `a response`, `a free connection`. */
  readonly for: string;
  /** Milliseconds after which the library gives up by itself; left out: never. */
  readonly standard?: number;
  /** The arguments that may hold the options, from 0, the usual one last. */
  readonly options: readonly number[];
  /** Each of them suffices. The first is the one that an edit adds. */
  readonly bounds: readonly Bound[];
  /** Methods of what the call gives that bound it: `setTimeout` of a request. */
  readonly boundBy?: readonly string[];
  /** It is something that others wait through: what is given here holds for every call of it. */
  readonly forAll?: true;
  /** Members of what is called, or of what it gives, by whose use all calls may be bound: `defaults`, `interceptors`. */
  readonly boundThrough?: readonly string[];
  /** Exports of these modules by whose call in the file all calls may be bound: `setGlobalDispatcher`. */
  readonly boundByCalls?: readonly string[];
  /** A pattern: what it matches in the code of the package, or of the project, bounds all calls, or has them meant to wait: `axios.defaults.timeout = …`. */
  readonly boundElsewhere?: { readonly says: string; readonly in: 'package' | 'project' };
  /** Functions that are given it and ask nobody: where nothing else is done with it, nothing waits. */
  readonly idleIn?: readonly string[];
  /** Methods of what the call gives, each with the position of its options, and the options that bound what it does: where no call of them goes without. */
  readonly boundEach?: {
    readonly methods: Readonly<Record<string, number>>;
    readonly paths: readonly string[];
  };
  /** Pages make it, too: it is a service's only where the package or the file says so. */
  readonly inPages?: true;
  /** One of them holds for calls that are meant to wait or to stream, which a bound would break. */
  readonly meant?: readonly OptionTest[];
  /** Where it is written that it waits: a file of the package, or an address. */
  readonly evidence?: string;
}

/** How a call tries again what fails, where it can be told to do so for ever. */
export interface Retries {
  /** The arguments that may hold the options, from 0. */
  readonly options: readonly number[];
  /** Options that have it try again without end; `none` lists the values that do. */
  readonly endless: readonly Bound[];
  /** What ends the trying all the same, once it is given. */
  readonly bounds: readonly Bound[];
  /** It is endless where none of them is given, too. */
  readonly unlessGiven?: true;
  /** Where it is written: a file of the package, or an address. */
  readonly evidence: string;
}

/** What bounds the connections of a pool, or those who wait for one. */
export interface Limit {
  /** In words that follow "has no bound on": `its connections to one origin`. */
  readonly of: string;
  /** The arguments that may hold the options, from 0, the usual one last. */
  readonly options: readonly number[];
  /** Each of them suffices. The first is the one that an edit adds. */
  readonly bounds: readonly Bound[];
  /** The library has a bound of its own: only who says in so many words that there is none is left without one. */
  readonly bounded?: true;
  /**
   * An option with which it needs no bound, since many calls share a connection. Before the version, where one is named, they do so
   * only where the option beside it is given as well.
   */
  readonly sharedBy?: { readonly path: string; readonly beside?: string; readonly since?: string };
  /** What an edit writes where the configuration says nothing. */
  readonly suggested: number;
  /** Where it is written: a file of the package, or an address. */
  readonly evidence: string;
}

/** Two numbers of the same options, of which the first may not be the larger. */
export interface Order {
  readonly options: readonly number[];
  /** Dotted path of the one that has to be smaller, or the same. */
  readonly lower: string;
  /** Dotted path of the one that has to be larger. */
  readonly upper: string;
  /** What the larger one is where nobody says. */
  readonly standard?: number;
  /** What comes of it, to follow a colon. */
  readonly otherwise: string;
  readonly evidence: string;
}

/** How long a client keeps connections that nobody uses, whatever the server says of how long it does. */
export interface Idle {
  readonly options: readonly number[];
  /** Dotted path of the option, in milliseconds. */
  readonly path: string;
  readonly evidence: string;
}

/** What a pool tells of itself, so that somebody can see it run out. */
export interface Statistics {
  /** Properties, or methods without arguments, that tell how many connections there are, are free or are waited for; dotted where they hang on a part. */
  readonly reads: readonly string[];
  /** Events that tell when connections come and go, or are waited for. */
  readonly events: readonly string[];
  /** Options with which it tells of itself. */
  readonly options?: readonly OptionTest[];
  /** A statement that has the most telling of them told, `$` standing for the name. */
  readonly sample: string;
  /** Where they are documented or written: a file of the package, or an address. */
  readonly evidence: string;
}

/** A client that could have one connection carry many requests at a time, and does so only where it is told. */
export interface Multiplexed {
  /** The argument that is the origin; left out: it takes the origins of its requests. */
  readonly origin?: number;
  /** The arguments that may hold the options, from 0. */
  readonly options: readonly number[];
  /** Dotted path of the option that is `true` where it does. */
  readonly path: string;
  /** How many at a time is asked for separately; without it one connection still carries one. */
  readonly beside?: { readonly path: string; readonly value: number };
  /** Options beside which it says nothing, or is said elsewhere, with the values that change nothing. */
  readonly unless: readonly Pick<Bound, 'path' | 'none'>[];
  /** The version from which on it does so by itself. */
  readonly until: string;
  readonly evidence: string;
}

/** What becomes of an `error` event that nobody listens for. */
export interface UnheardError {
  /** What brings it about, in words that stand before "ends the process": `a connection that breaks while it is idle`. */
  readonly when: string;
  /** Where it is emitted, or how it was measured. */
  readonly evidence: string;
  /** Only what was made from a response, or from a part of one, at this argument: what lies in memory cannot fail. */
  readonly from?: number;
  /** Whoever is handed it looks after it as a rule: a socket, a stream. A client that is lent keeps its contract. */
  readonly goesWith?: true;
  /** Only while nobody uses it, so that it concerns what is kept beyond a call. */
  readonly whileIdle?: true;
  /** Only between the uses that are made of it: what a function makes for itself and ends again is busy as long as it is there. */
  readonly betweenCalls?: true;
  /** Only when the value is used by one of these members: a stream that nobody has flow. */
  readonly usedBy?: readonly string[];
  /** The version from which on there is nothing that could fail before `opensAt` is called. */
  readonly closedUntilOpened?: string;
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
  /** Calling or constructing it, or calling through what that gives, waits for somebody else. */
  readonly waits?: Waits;
  /** Calling it tries again what fails. */
  readonly retries?: Retries;
  /** Calling it opens the connection that belongs to the module itself: `mongoose.connect(url)`. */
  readonly opens?: true;
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
  /** It connects or does nothing: when it fails, nothing is open, whatever `opensAnyway` says of the others. */
  readonly opensWhole?: true;
  /** It never throws. */
  readonly safe?: true;
  /** When it fails, it has given back all that the resource held of others: `session.executeWrite()`, which rolls back and lets its connection go. */
  readonly givesBack?: true;
  /** Calling it on what the library itself owns waits for somebody else: `axios.get`. Instances bring their own settings. */
  readonly waits?: Waits;
  /** Calling it releases the resource that stands at this argument: `pool.release(connection)`. */
  readonly releasesArgument?: number;
  /** Whatever disposes the resource at this argument disposes the receiver from then on, too: the transport of `client.connect(transport)`. */
  readonly endsWith?: number;
  /** What it holds goes to the argument at this position, and it ends when all has gone: unless the receiver leaves before, which does not end it. */
  readonly flowsInto?: number;
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
  /** What an awaited call gives, nothing being known of the callee but its name, if one of `asks` is looked at, each of `reads` that is used is called, and nothing is used besides them and `tells`. */
  readonly givenBy?: {
    /** A regular expression that is the callee's name, with that of what it is called on: `this.fetch`, `fetchWithRetry`. */
    readonly callee: string;
    /** One that finds such a callee in a text, for the glance that spares all other work; it must not backtrack. */
    readonly mention: string;
    readonly asks: readonly string[];
    readonly reads: readonly string[];
    readonly tells: readonly string[];
  };
  /** Takes over all that is not said here. */
  readonly extends?: TypeName;
  /** Browsers have it, too, and look after it there: it counts only in code that a server may run. */
  readonly inPages?: boolean;
  /** `false`: an annotation alone obliges nobody, since others make such values too; `'if promised'`: unless a function is declared to promise one (the request that a server receives is an `IncomingMessage`, too, but nobody promises that). */
  readonly owedByAnnotation?: false | 'if promised';
  /** What it means to build one over and over again; left out: nothing is known of it, or building one is what it is there for. */
  readonly rebuilt?: Rebuilt;
  /** Methods that end the obligation, the recommended one first. Dotted where they hang on a part: `body.cancel`. */
  readonly dispose?: Readonly<Record<string, Disposer>>;
  /** `Symbol.dispose` or `Symbol.asyncDispose` of the type. */
  readonly symbol?: DisposeSymbol;
  /** Nothing is open before this method was called (`connect` of `pg.Client`); `'*'`: before the first call of any (`pg.Pool`), so that a first call that fails leaves nothing open. */
  readonly opensAt?: string;
  /** It ends by itself when all of it has been read or written, and whoever is given it sees to that: a file's stream. */
  readonly endsByItself?: true;
  /** An agent that ends a connection on which nothing comes for a while: whoever makes requests through it waits no longer. */
  readonly cutsOff?: true;
  /** A use after its disposal simply opens it again (`http.Agent`, an AWS client): no mistake. */
  readonly reopens?: true;
  /** A call that was to open it leaves it open even when it fails: `access` of basic-ftp connects before it logs in. */
  readonly opensAnyway?: true;
  readonly members?: Readonly<Record<string, Member>>;
  /** The value can be called itself (`` sql`…` ``, `trx('table')`). */
  readonly call?: Result | readonly Result[];
  /** Calling what the library itself owns of this type waits for somebody else: `axios(config)`. */
  readonly waits?: Waits;
  /** What has to be told when it is made, so that it does not grow without end. */
  readonly limits?: readonly Limit[];
  /** Numbers that may contradict each other. */
  readonly orders?: readonly Order[];
  /** How somebody can see what becomes of its connections. */
  readonly statistics?: Statistics;
  /** It has a connection for each request, unless it is told that one may carry many. */
  readonly multiplexed?: Multiplexed;
  /** It keeps idle connections for as long as it is told, not for as long as the server announces. */
  readonly idle?: Idle;
  /** Calling it, or a method of it, tries again what fails. */
  readonly retries?: Retries;
  /** It emits `error`, and that ends the process where nobody listens. */
  readonly unheard?: UnheardError;
  /** Properties, or methods without arguments, that tell whether the obligation is still open: the value that means "nothing is owed any more". */
  readonly closedWhen?: Readonly<Record<string, boolean | string>>;
  /** A response without a body where the status is known to be 204, 205 or 304. */
  readonly bodilessStatus?: true;
  /** Iterating it (`for await`) to the end or breaking out of the loop ends the obligation. */
  readonly iterating?: true;
  /** Names of options under which calls borrow it: `session` in `find({}, { session })`. */
  readonly borrowedAs?: readonly string[];
  /** Names of functions that only work with it when they are given it: `readFile` of `fs.readFile(handle)`. */
  readonly borrowedBy?: readonly string[];
  /** Statement that ends the obligation on a path where nothing was read, `$` standing for the name: `await $.body?.cancel()`. */
  readonly discard?: string;
}

/** A client that is built for each request, message, job or render although it was made to last. */
export interface Rebuilt {
  /** Who is harmed: whoever builds one for each `request` (sockets, pools, threads), or only for each `render` (a cache; on a server one for each request is right). */
  readonly harms: 'request' | 'render';
  /** One may serve everybody at the same time. Left out: it may not, since it is one connection or holds what belongs to one user. */
  readonly shared?: true;
  /** Building it opens nothing, and nothing has to be called before its first use: where that happens makes no difference. */
  readonly idle?: true;
  /** The server at its other end counts connections, which all clients of a service have to share: a second one takes from the first. */
  readonly counted?: true;
  /** Its constructor throws where something is missing: built when the module is loaded, it may end the process. */
  readonly throws?: true;
  /** Names of functions that only compute with it: `getSignedUrl(client, command)` opens nothing where the credentials are at hand. */
  readonly computing?: readonly string[];
  /** What comes of building it anew, as a sentence begins; left out: it connects anew. */
  readonly cost?: string;
  /** What the library has for many users at a time, where one of these may not be shared: `pg.Pool`. */
  readonly pool?: string;
  /** Dotted paths of the options, or positions of the arguments, that are the credentials of whoever it works for: a client whose credentials come with a request belongs to that request. */
  readonly secrets?: readonly (string | number)[];
  /** Options under which one call takes it, so that one built there serves that call alone: `fetch(url, { dispatcher })`. */
  readonly takenBy?: readonly string[];
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

/** What a function does with something that it is given, in one word. `owns`: it takes it over. */
export type Role = 'owns' | 'disposes' | 'borrows';

/** A function of the project's own, named in the settings because nothing in the code tells what it does. */
export interface Wrapper {
  /** How it is called: `checkout`, or with what it is called on, `db.checkout`, `this.checkout`. */
  readonly name: string;
  /** The end of the path that it is imported from: `lib/db`. Left out: wherever it comes from. */
  readonly from?: string;
  /** What it makes for its caller, as `package#Type`: `pg#PoolClient`. */
  readonly makes?: TypeName;
  /** It gives a promise of what it makes. */
  readonly async?: true;
  /** Position of the argument, from 0, that it takes over, and sees to the end of. */
  readonly owns?: number;
  /** Position of the argument that it ends. */
  readonly disposes?: number;
  /** Position of the argument that it only works with. */
  readonly borrows?: number;
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
