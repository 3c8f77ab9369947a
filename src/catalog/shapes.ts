/** What the shapes of data are made of. Data that users write is checked when it is read: nothing else looks into a configuration file. */

/** Where data is wrong, from its root on (`types.Pool.kind`), and what should stand there, to follow "must be". */
export interface Mistake {
  readonly path: string;
  readonly wanted: string;
  readonly value: unknown;
}

/** What is wrong with a value that stands at a path; undefined when nothing is. */
export type Shape = (value: unknown, path: string) => Mistake | undefined;

export const text: Shape = (value, path) => is(typeof value === 'string' && value !== '', 'a text', value, path);
export const number: Shape = (value, path) => is(typeof value === 'number', 'a number', value, path);
export const position: Shape = (value, path) =>
  is(Number.isInteger(value) && (value as number) >= 0, 'a position, counted from 0', value, path);
export const textOrNumber: Shape = (value, path) =>
  is(/^(?:string|number)$/.test(typeof value) && value !== '', 'a text or a number', value, path);
export const flag: Shape = (value, path) => is(typeof value === 'boolean', '`true` or `false`', value, path);
export const textOrFlag: Shape = (value, path) =>
  is(/^(?:string|boolean)$/.test(typeof value) && value !== '', 'a text, `true` or `false`', value, path);
export const yes: Shape = (value, path) => is(value === true, '`true`, or left out', value, path);
export const literal: Shape = (value, path) =>
  is(
    value === null || /^(?:string|number|boolean)$/.test(typeof value),
    'a text, a number, `true`, `false` or `null`',
    value,
    path,
  );

/** A regular expression, as a text. */
export const pattern: Shape = (value, path) => is(isPattern(value), 'a regular expression', value, path);

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && value !== '' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

function is(holds: boolean, wanted: string, value: unknown, path: string): Mistake | undefined {
  return holds ? undefined : { path, wanted, value };
}

/** One of these. */
export function word(...words: readonly (string | boolean)[]): Shape {
  const shown = words.map((each) => (typeof each === 'string' ? `'${each}'` : `\`${String(each)}\``)).join(' or ');
  return (value, path) => is(words.includes(value as string), shown, value, path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An array, each item of that shape. */
export function list(of: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return { path, wanted: 'an array', value };
    return first(value.map((each: unknown, index) => of(each, `${path}[${String(index)}]`)));
  };
}

function first(found: readonly (Mistake | undefined)[]): Mistake | undefined {
  return found.find((each) => each !== undefined);
}

/** One, or an array of them. */
export function some(of: Shape): Shape {
  const many = list(of);
  return (value, path) => (Array.isArray(value) ? many(value, path) : of(value, path));
}

/** An object with any keys. */
export function table(of: () => Shape): Shape {
  return (value, path) => {
    if (!isRecord(value)) return { path, wanted: 'an object', value };
    return first(Object.entries(value).map(([key, each]) => of()(each, `${path}.${key}`)));
  };
}

/** An object with these keys and no others. */
export function object(shapes: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
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
