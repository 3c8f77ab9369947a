import {
  flag,
  list,
  literal,
  type Mistake,
  number,
  object,
  position,
  type Shape,
  some,
  table,
  text,
  textOrFlag,
  textOrNumber,
  word,
  yes,
} from './shapes.ts';

/**
 * The shape of a library's entry, for those that users write in their settings: what a value must be, told by the path at which it is
 * not. It says the same as the types of the vocabulary, which nobody checks in a configuration file.
 */

const optionTests = list(object({ arg: number, path: text, is: list(literal), made: list(text) }, ['arg']));
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
    boundElsewhere: object({ says: text, in: word('package', 'project') }, ['says', 'in']),
    idleIn: list(text),
    boundEach: object({ methods: table(() => number), paths: list(text) }, ['methods', 'paths']),
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

const sharedBy = object({ path: text, beside: text, since: text }, ['path']);
const limits = list(
  object({ of: text, options: list(number), bounds, bounded: yes, sharedBy, suggested: number, evidence: text }, [
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

const statistics = object(
  { reads: list(text), events: list(text), options: optionTests, sample: text, evidence: text },
  ['reads', 'events', 'sample', 'evidence'],
);

const multiplexed = object(
  {
    origin: number,
    options: list(number),
    path: text,
    beside: object({ path: text, value: number }, ['path', 'value']),
    unless: list(object({ path: text, none: list(literal) }, ['path'])),
    until: text,
    evidence: text,
  },
  ['options', 'path', 'unless', 'until', 'evidence'],
);

const unheard = object(
  {
    when: text,
    evidence: text,
    from: number,
    usedBy: list(text),
    closedUntilOpened: text,
    whileIdle: yes,
    betweenCalls: yes,
    goesWith: yes,
  },
  ['when', 'evidence'],
);

const rebuilt = object(
  {
    harms: word('request', 'render'),
    shared: yes,
    idle: yes,
    counted: yes,
    throws: yes,
    computing: list(text),
    cost: text,
    pool: text,
    secrets: list(textOrNumber),
    takenBy: list(text),
  },
  ['harms'],
);

const value: Shape = object({
  waits,
  retries,
  construct: results,
  call: results,
  members: table(() => value),
  is: text,
  same: text,
  opens: yes,
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
  givesBack: yes,
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
    cutsOff: yes,
    reopens: yes,
    members: table(() => member),
    call: results,
    waits,
    retries,
    limits,
    orders,
    statistics,
    multiplexed,
    idle,
    unheard,
    rebuilt,
    closedWhen: table(() => textOrFlag),
    bodilessStatus: yes,
    iterating: yes,
    borrowedAs: list(text),
    borrowedBy: list(text),
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
  { name: text, from: text, makes: text, async: yes, owns: position, disposes: position, borrows: position },
  ['name'],
);

/** The first mistake in an array of wrappers; undefined when all have the shape that the vocabulary gives them. */
export function mistakeInWrappers(wrappers: unknown): Mistake | undefined {
  return list(wrapper)(wrappers, '');
}

const sharedClient = object({ module: text, name: text, call: flag, option: text, requests: list(text) }, ['module']);

/** The first mistake in what is said of shared clients, by their packages; undefined when all have their shape. */
export function mistakeInShared(shared: unknown): Mistake | undefined {
  return table(() => sharedClient)(shared, '');
}

/** The first mistake in an array of entries; undefined when all have the shape that the vocabulary gives them. */
export function mistakeIn(entries: unknown): Mistake | undefined {
  return list(entry)(entries, '');
}
