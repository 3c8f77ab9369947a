/**
 * The shape of a library's entry, for those that users write in their settings: what a value must be, told by the path at which it is
 * not. It says the same as the types of the vocabulary, which nobody checks in a configuration file.
 */

/** Where an entry is wrong, from the entry on (`types.Pool.kind`), and what should stand there, to follow "must be". */
export interface Mistake {
  readonly path: string;
  readonly wanted: string;
  readonly value: unknown;
}

type Shape = (value: unknown, path: string) => Mistake | undefined;

const text: Shape = (value, path) => is(typeof value === 'string' && value !== '', 'a text', value, path);
const number: Shape = (value, path) => is(typeof value === 'number', 'a number', value, path);
const flag: Shape = (value, path) => is(typeof value === 'boolean', '`true` or `false`', value, path);
const yes: Shape = (value, path) => is(value === true, '`true`, or left out', value, path);
const literal: Shape = (value, path) =>
  is(
    value === null || /^(?:string|number|boolean)$/.test(typeof value),
    'a text, a number, `true`, `false` or `null`',
    value,
    path,
  );

function is(holds: boolean, wanted: string, value: unknown, path: string): Mistake | undefined {
  return holds ? undefined : { path, wanted, value };
}

function word(...words: readonly (string | boolean)[]): Shape {
  const shown = words.map((each) => (typeof each === 'string' ? `'${each}'` : `\`${String(each)}\``)).join(' or ');
  return (value, path) => is(words.includes(value as string), shown, value, path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(of: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return { path, wanted: 'an array', value };
    return first(value.map((each: unknown, index) => of(each, `${path}[${String(index)}]`)));
  };
}

function first(found: readonly (Mistake | undefined)[]): Mistake | undefined {
  return found.find((each) => each !== undefined);
}

/** One, or an array of them. */
function some(of: Shape): Shape {
  const many = list(of);
  return (value, path) => (Array.isArray(value) ? many(value, path) : of(value, path));
}

/** An object with any keys. */
function table(of: () => Shape): Shape {
  return (value, path) => {
    if (!isRecord(value)) return { path, wanted: 'an object', value };
    return first(Object.entries(value).map(([key, each]) => of()(each, `${path}.${key}`)));
  };
}

/** An object with these keys and no others. */
function object(shapes: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  const known = Object.keys(shapes).join(', ');
  return (value, path) => {
    if (!isRecord(value)) return { path, wanted: 'an object', value };
    const missing = required.find((key) => value[key] === undefined);
    if (missing !== undefined) return { path: `${path}.${missing}`, wanted: 'there', value: undefined };
    return first(
      Object.entries(value).map(([key, each]) => {
        const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
        if (!shape) return { path: `${path}.${key}`, wanted: `one of these keys: ${known}`, value: key };
        return each === undefined ? undefined : shape(each, `${path}.${key}`);
      }),
    );
  };
}

const optionTests = list(object({ arg: number, path: text, is: list(literal) }, ['arg']));
const callback = object({ arg: number, error: number, value: number, release: number }, ['value']);

const results = some(
  object(
    {
      type: text,
      async: yes,
      owned: word(false, 'if disposed'),
      callback,
      returns: text,
      onPromise: list(text),
      when: optionTests,
      unless: optionTests,
    },
    ['type'],
  ),
);

const bounds = list(
  object(
    {
      path: text,
      unit: word('ms', 's', 'signal', 'other'),
      none: list(literal),
      emits: text,
      with: text,
      unusual: yes,
      since: text,
      until: text,
    },
    ['path', 'unit'],
  ),
);

const waits = object(
  {
    for: text,
    standard: number,
    options: list(number),
    bounds,
    boundBy: list(text),
    forAll: yes,
    boundThrough: list(text),
    boundByCalls: list(text),
    meant: optionTests,
    inPages: yes,
    evidence: text,
  },
  ['for', 'options', 'bounds'],
);

const retries = object({ options: list(number), endless: bounds, bounds, unlessGiven: yes, evidence: text }, [
  'options',
  'endless',
  'bounds',
  'evidence',
]);

const limits = list(
  object({ of: text, options: list(number), bounds, bounded: yes, sharedBy: text, suggested: number, evidence: text }, [
    'of',
    'options',
    'bounds',
    'suggested',
    'evidence',
  ]),
);

const orders = list(
  object({ options: list(number), lower: text, upper: text, standard: number, otherwise: text, evidence: text }, [
    'options',
    'lower',
    'upper',
    'otherwise',
    'evidence',
  ]),
);

const idle = object({ options: list(number), path: text, evidence: text }, ['options', 'path', 'evidence']);

const unheard = object(
  { when: text, evidence: text, from: number, usedBy: list(text), whileIdle: yes, goesWith: yes },
  ['when', 'evidence'],
);

const rebuilt = object({ harms: word('request', 'render'), shared: yes, idle: yes, pool: text, takenBy: list(text) }, [
  'harms',
]);

const value: Shape = object({
  waits,
  retries,
  construct: results,
  call: results,
  members: table(() => value),
  is: text,
  same: text,
  givesModule: yes,
  since: text,
});

const event = object({ gives: object({ type: text, value: number }, ['type', 'value']), consumes: yes, livesOn: yes });

const member = object({
  waits,
  call: results,
  read: text,
  carries: yes,
  chains: yes,
  async: yes,
  readyAfter: yes,
  opensWhole: yes,
  safe: yes,
  releasesArgument: number,
  endsWith: number,
  flowsInto: number,
  livesOn: yes,
  events: table(() => event),
  assigned: event,
  evidence: object({ resultMembers: list(text), releasedBy: list(text), notWith: list(text) }, ['resultMembers']),
  since: text,
});

const disposer = object({
  async: yes,
  args: number,
  forced: yes,
  decides: yes,
  needs: text,
  finishedBy: text,
  waits: yes,
  since: text,
});

const type = object(
  {
    kind: word('client', 'lease', 'response', 'plain'),
    label: text,
    names: list(text),
    module: text,
    recognisedBy: object({ all: list(text), any: list(text) }, ['all', 'any']),
    givenBy: object({ callee: text, mention: text, asks: list(text), reads: list(text), tells: list(text) }, [
      'callee',
      'mention',
      'asks',
      'reads',
      'tells',
    ]),
    extends: text,
    inPages: word(true, false),
    owedByAnnotation: word(false, 'if promised'),
    dispose: table(() => disposer),
    symbol: object({ async: flag, since: text, safe: word(false), calls: text }, ['async', 'since']),
    opensAt: text,
    opensAnyway: yes,
    endsByItself: yes,
    reopens: yes,
    members: table(() => member),
    call: results,
    waits,
    retries,
    limits,
    orders,
    idle,
    unheard,
    rebuilt,
    closedWhen: table(() => flag),
    bodilessStatus: yes,
    iterating: yes,
    borrowedAs: list(text),
    discard: text,
  },
  ['kind'],
);

const entry = object(
  {
    package: text,
    checked: object({ oldest: text, newest: text }, ['oldest', 'newest']),
    docs: text,
    modules: table(() => table(() => value)),
    generated: table(() => text),
    globals: table(() => value),
    types: table(() => type),
    declaredIn: list(text),
    unchecked: text,
  },
  ['package', 'modules', 'types'],
);

const wrapper = object(
  { name: text, from: text, makes: text, async: yes, owns: number, disposes: number, borrows: number },
  ['name'],
);

/** The first mistake in an array of wrappers; undefined when all have the shape that the vocabulary gives them. */
export function mistakeInWrappers(wrappers: unknown): Mistake | undefined {
  return list(wrapper)(wrappers, '');
}

/** The first mistake in an array of entries; undefined when all have the shape that the vocabulary gives them. */
export function mistakeIn(entries: unknown): Mistake | undefined {
  return list(entry)(entries, '');
}
