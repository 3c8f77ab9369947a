/**
 * The words in which frameworks are described: how code comes to run again and again, once for each request, message, job, tick or
 * render. An entry is data. Reading `app.get('/users', listUsers)` against the entry of Express: `app` is what the module's default
 * export gives → `get` is one of the methods of such an object that take handlers → `listUsers` runs for each request.
 */

/** What one run of a handler handles. */
export type Unit = 'request' | 'connection' | 'message' | 'job' | 'tick' | 'event' | 'call' | 'render';
export const UNITS: readonly Unit[] = ['request', 'connection', 'message', 'job', 'tick', 'event', 'call', 'render'];

/** A framework, or what of the platform calls functions again and again. */
export interface Framework {
  /** As messages call it. */
  readonly name: string;
  /** The modules whose exports the names below are; `global` for what is there without an import. */
  readonly modules: readonly string[];
  readonly docs: string;
  readonly unit: Unit;
  readonly registrations?: readonly Registration[];
  /** Exported types of which the first parameter of a handler is. */
  readonly parameters?: readonly string[];
  /** Exported types of which a handler itself is. */
  readonly functions?: readonly string[];
  /** Handlers that are found by their exported name. */
  readonly exported?: readonly ExportedHandlers[];
  /** Methods of classes. */
  readonly classes?: readonly ClassHandlers[];
  /** What a handler looks like where nothing is known of the object that takes it. */
  readonly looks?: readonly Look[];
}

/** Calls that take handlers. */
export interface Registration {
  /** What gives, by call or construction, the object whose methods take them; also types by which it may be annotated. Left out: the exports in `methods` take them themselves. */
  readonly on?: readonly string[];
  readonly methods: readonly string[];
  /** First arguments, one of which has to stand there as a literal. */
  readonly events?: readonly string[];
  /** First arguments, none of which may stand there. */
  readonly exceptEvents?: readonly string[];
  /** Properties of object arguments that hold the handlers, `*` for all of them, in objects inside as well. Left out: they are arguments themselves. */
  readonly properties?: readonly string[];
  readonly unit?: Unit;
}

/** Exports that the framework finds by their names. */
export interface ExportedHandlers {
  readonly names: readonly string[];
  /** What the path of the file has to match, as a regular expression; left out: any. */
  readonly path?: string;
  /** What the first parameter has to be called. */
  readonly parameter?: readonly string[];
}

/** Methods that the framework calls on objects of a class. */
export interface ClassHandlers {
  /** A decorator that the class has to have. */
  readonly decorator?: string;
  /** An interface or a base that it has to name. */
  readonly of?: string;
  /** The methods by name. */
  readonly methods?: readonly string[];
  /** The methods by decorator. */
  readonly decorated?: readonly string[];
  readonly unit?: Unit;
}

/** A call by the looks of it alone; all that is said has to be there. */
export interface Look {
  readonly methods?: readonly string[];
  /** What the name has to match from which the receiver's chain starts, or the last member of it, as a regular expression. */
  readonly receiver?: string;
  /** The first argument is a path: a string that starts with a slash, or a regular expression. */
  readonly path?: true;
  /** What the first parameter of the handler is called. */
  readonly parameter?: readonly string[];
  /** Properties of an object literal, anywhere, that hold the handlers: their names are enough. */
  readonly properties?: readonly string[];
}
