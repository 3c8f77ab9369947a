/** The same code as other people lay it out. Each variant of a file and of its fixed form belong together. */
export interface Variant {
  readonly name: string;
  readonly apply: (text: string) => string;
}

const withoutSemicolons = (text: string): string =>
  text.replace(/;(?=[ \t]*(?:\/\/[^\n]*)?$)/gm, '').replace(/(?<!\{\n)^([ \t]*)(?=[([])/gm, '$1;');

export const variants: readonly Variant[] = [
  { name: 'as it is', apply: (text) => text },
  { name: 'CRLF', apply: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'a byte order mark', apply: (text) => `\uFEFF${text}` },
  { name: 'tabs', apply: (text) => text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)) },
  { name: 'four spaces', apply: (text) => text.replace(/^(?: {2})+/gm, (spaces) => spaces.repeat(2)) },
  { name: 'no semicolons', apply: withoutSemicolons },
  { name: 'a shebang', apply: (text) => `#!/usr/bin/env node\n${text}` },
];

/** Comments wherever a line begins or ends a statement. */
export function commented(text: string): string {
  let count = 0;
  const isTemplate = inTemplate(text);
  return text
    .split('\n')
    .map((line, i) => {
      if (isTemplate(i) || !/(?:;|\{|\}|,)$/.test(line)) return line;
      const indent = /^ */.exec(line)?.[0] ?? '';
      const isStatement = /^ *(?:const|let|await|return|throw|if|try|for|[\w.]+\()/.test(line);
      const above = isStatement
        ? `${indent}// above ${String(++count)}\n${indent}/* block ${String(count)}\n${indent}     of two lines */\n`
        : '';
      return `${above}${line} // behind ${String(++count)}`;
    })
    .join('\n');
}

/** Which lines begin inside a template literal or a block comment. */
function inTemplate(text: string): (line: number) => boolean {
  let open = false;
  let comment = false;
  const inside = text.split('\n').map((line) => {
    const was = open || comment;
    if ((line.match(/(?<!\\)`/g) ?? []).length % 2 === 1) open = !open;
    if (line.includes('/*')) comment = true;
    if (line.includes('*/')) comment = false;
    return was || open || comment;
  });
  return (line) => inside[line] === true;
}
