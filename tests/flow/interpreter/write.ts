import type { Random } from './random.ts';

/** A program that nobody wrote: nested statements of every kind, with calls in between by which a run is recognised. */
export function writtenAtRandom(random: Random): string {
  return new Writer(random).program();
}

interface Place {
  readonly depth: number;
  readonly loops: readonly string[];
  readonly blocks: readonly string[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Whether the code is a handler of its own, in which a `yield` would not reach the outer function. */
  readonly isInner: boolean;
}

/** Inside a function of its own. */
function closed(place: Place): Place {
  return { ...place, isInner: true, isAsync: false, isGenerator: false, loops: [], blocks: [] };
}

type Part = (place: Place) => string;

class Writer {
  readonly #random: Random;
  #names = 0;
  /** How many statements may still be nested in others. */
  #budget = 12;

  constructor(random: Random) {
    this.#random = random;
  }

  program(): string {
    const isAsync = this.#random.chance(0.6);
    const isGenerator = this.#random.chance(0.25);
    const place = { depth: 0, loops: [], blocks: [], isAsync, isGenerator, isInner: false };
    return `${isAsync ? 'async ' : ''}function${isGenerator ? '*' : ''} f(a, b = ${this.#expression(closed(place), 2)}) {\n${this.#statements(place)}}\n`;
  }

  #name(prefix: string): string {
    return `${prefix}${String(++this.#names)}`;
  }

  #statements(place: Place): string {
    const count = 1 + this.#random.below(place.depth > 2 ? 2 : 3);
    let text = '';
    for (let i = 0; i < count; i++)
      text += `${'  '.repeat(place.depth + 1)}${this.#statement({ ...place, depth: place.depth + 1 })}\n`;
    return text;
  }

  #block(place: Place): string {
    return `{\n${this.#statements(place)}${'  '.repeat(place.depth)}}`;
  }

  #statement(place: Place): string {
    const plain: Part[] = [this.#call, this.#call, this.#declaration, this.#dropped, this.#jump];
    const nested: Part[] = [
      this.#if,
      this.#loop,
      this.#switch,
      this.#try,
      this.#try,
      this.#labelled,
      this.#usingBlock,
      this.#callback,
    ];
    const parts = place.depth > 5 || --this.#budget < 0 ? plain : [...plain, ...nested];
    return this.#random.pick(parts).call(this, place);
  }

  #call(place: Place): string {
    return `${this.#expression(place, 2)};`;
  }

  #declaration(place: Place): string {
    const name = this.#name('v');
    return this.#random.pick([
      () => `let ${name} = ${this.#expression(place, 3)};`,
      () => `const { p_: ${name} = ${this.#expression(place, 1)} } = ${this.#name('c')}();`,
      () => `let ${name} = ${this.#name('maybe')}(); ${name} ??= ${this.#expression(place, 1)};`,
    ])();
  }

  #dropped(place: Place): string {
    return `${this.#chain(closed(place))};`;
  }

  #jump(place: Place): string {
    const jumps = [
      'return;',
      `return ${this.#expression(place, 2)};`,
      `throw ${this.#name('c')}();`,
      ...place.blocks.map((label) => `break ${label};`),
    ];
    for (const loop of place.loops)
      jumps.push('break;', 'continue;', ...(loop ? [`break ${loop};`, `continue ${loop};`] : []));
    return `if (${this.#condition(place, 1)}) ${this.#random.pick(jumps)}`;
  }

  #if(place: Place): string {
    const head = `if (${this.#condition(place, 2)}) ${this.#block(place)}`;
    if (this.#random.chance(0.4)) return head;
    return `${head} else ${this.#random.chance(0.3) ? this.#if(place) : this.#block(place)}`;
  }

  #loop(place: Place): string {
    const label = this.#random.chance(0.4) ? this.#name('l') : '';
    const body = this.#block({ ...place, loops: [...place.loops, label] });
    const name = this.#name('v');
    const heads = [
      () => `while (${this.#condition(place, 1)}) ${body}`,
      () => `do ${body} while (${this.#condition(place, 1)});`,
      () =>
        `for (let ${name} = ${this.#expression(place, 1)}; ${this.#condition(place, 1)}; ${this.#expression(place, 1)}) ${body}`,
      () => `for (const ${name} of ${this.#expression(place, 1)}) ${body}`,
      () => `for (const { q_: ${name} = ${this.#expression(place, 1)} } of ${this.#name('c')}()) ${body}`,
      () => `for (using ${name} of ${this.#name('c')}()) ${body}`,
      () => `for (const ${name} in ${this.#name('c')}()) ${body}`,
      ...(place.isAsync ? [() => `for await (const ${name} of ${this.#name('c')}()) ${body}`] : []),
    ];
    return `${label && `${label}: `}${this.#random.pick(heads)()}`;
  }

  #switch(place: Place): string {
    const inside = { ...place, loops: [...place.loops], depth: place.depth + 1 };
    const cases = Array.from(
      { length: this.#random.below(4) },
      () =>
        `case ${this.#expression(place, 1)}:\n${this.#statements(inside)}${this.#random.chance(0.5) ? 'break;' : ''}\n`,
    );
    if (this.#random.chance(0.6))
      cases.splice(this.#random.below(cases.length + 1), 0, `default:\n${this.#statements(inside)}`);
    return `switch (${this.#expression(place, 1)}) {\n${cases.join('')}}`;
  }

  #try(place: Place): string {
    const form = this.#random.below(3);
    const handler =
      form === 0 ? '' : ` catch ${this.#random.chance(0.5) ? `(${this.#name('e')}) ` : ''}${this.#block(place)}`;
    return `try ${this.#block(place)}${handler}${form === 1 ? '' : ` finally ${this.#block(place)}`}`;
  }

  #labelled(place: Place): string {
    const label = this.#name('l');
    return `${label}: ${this.#block({ ...place, blocks: [...place.blocks, label] })}`;
  }

  #usingBlock(place: Place): string {
    const declaration = `${place.isAsync && this.#random.chance(0.5) ? 'await ' : ''}using ${this.#name('u')} = ${this.#expression(place, 1)};`;
    return `{\n${declaration}\n${this.#statements(place)}}`;
  }

  #callback(place: Place): string {
    const inside = closed(place);
    const how = this.#random.pick(['now', 'each', ...(place.loops.length === 0 && !place.isInner ? ['later'] : [])]);
    return `${how}(() => ${this.#block(inside)});`;
  }

  #condition(place: Place, depth: number): string {
    const is = (): string => `${this.#name('is')}()`;
    if (depth === 0) return is();
    return this.#random.pick([
      is,
      is,
      () => `!${is()}`,
      () => `(${this.#condition(place, depth - 1)} && ${this.#condition(place, depth - 1)})`,
      () => `(${this.#condition(place, depth - 1)} || ${this.#condition(place, depth - 1)})`,
      () => `!(${this.#condition(place, depth - 1)} ? ${is()} : ${is()})`,
      () => `(${this.#expression(place, 0)}, ${is()})`,
      () => `${this.#name('maybe')}()?.${this.#name('is')}(${this.#expression(place, 0)}) == null`,
      () => `${this.#name('maybe')}()?.${this.#name('is')}(${this.#expression(place, 0)})`,
      () => `(${this.#name('maybeIs')}() ?? ${is()})`,
    ])();
  }

  #expression(place: Place, depth: number): string {
    const call = (): string => `${this.#name('c')}()`;
    if (depth === 0) return call();
    const inner = (): string => this.#expression(place, depth - 1);
    const { isAsync, isGenerator, isInner } = place;
    return this.#random.pick([
      call,
      () => `${this.#name('c')}(${inner()}, ${inner()})`,
      () => `${call()}.${this.#name('m')}(${inner()})`,
      () => `(${this.#condition(place, 1)} ? ${inner()} : ${inner()})`,
      () => `(${this.#condition(place, 1)} && ${inner()})`,
      () => `(${this.#name('maybe')}() ?? ${inner()})`,
      () => `${this.#name('maybe')}()?.m(${inner()}).n?.(${inner()})`,
      () => `\`t \${${inner()}}\``,
      () => `[${inner()}, ...${call()}]`,
      () => `(() => ${this.#expression(closed(place), depth - 1)})()`,
      () => `new (${this.#name('C')}())(${inner()})`,
      ...(isAsync ? [() => `(await ${inner()})`, () => `(await ${this.#chain(closed(place))})`] : []),
      ...(isGenerator && !isInner ? [() => `(yield ${inner()})`] : []),
    ])();
  }

  #chain(place: Place): string {
    const base = this.#random.chance(0.2)
      ? `(async () => ${this.#block({ ...place, isAsync: true })})()`
      : `${this.#name('c')}()`;
    let text = base;
    for (let i = 0; i <= this.#random.below(3); i++) text += this.#link(place);
    return text;
  }

  #link(place: Place): string {
    const handler = (parameter: string): string => {
      const isAsync = this.#random.chance(0.3);
      const inside = { ...place, isAsync };
      const body = this.#random.chance(0.5) && place.depth < 5 ? this.#block(inside) : this.#expression(inside, 1);
      return `${isAsync ? 'async ' : ''}(${parameter}) => ${body}`;
    };
    return this.#random.pick([
      () => `.then(${handler('x')})`,
      () => `.then(${handler('x')}, ${handler('y')})`,
      () => `.catch(${handler('y')})`,
      () => `.catch(${this.#name('h')})`,
      () => `.finally(${handler('')})`,
    ])();
  }
}
