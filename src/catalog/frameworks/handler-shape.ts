import { list, type Mistake, object, pattern, type Shape, text, word, yes } from '../shapes.ts';
import { UNITS } from './vocabulary.ts';

/**
 * The shape of what users say in their settings of the functions that are called again and again. It says the same as the types of
 * the vocabulary.
 */

const texts = list(text);
const unit = word(...UNITS);

const registration: Shape = object(
  { on: texts, methods: texts, events: texts, exceptEvents: texts, properties: texts, unit },
  ['methods'],
);

const handlers: Shape = object(
  {
    name: text,
    modules: texts,
    docs: text,
    unit,
    registrations: list(registration),
    parameters: texts,
    functions: texts,
    exported: list(object({ names: texts, path: pattern, parameter: texts }, ['names'])),
    classes: list(object({ decorator: text, of: text, methods: texts, decorated: texts, unit })),
    looks: list(object({ methods: texts, receiver: pattern, path: yes, parameter: texts, properties: texts })),
  },
  ['name'],
);

/** The first mistake in an array of handlers; undefined when all have the shape that the vocabulary gives them. */
export function mistakeInHandlers(entries: unknown): Mistake | undefined {
  return list(handlers)(entries, '');
}
