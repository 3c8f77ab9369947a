import type { PoolRule } from '../src/rule/define-rule.ts';

/** The generated parts of the documentation. */

/** The text with what stands between the markers of a block replaced; as it was when it has no such block. */
export function withBlock(text: string, name: string, content: string): string {
  const block = new RegExp(`(<!-- begin ${name} -->\n)[\\s\\S]*?(<!-- end ${name} -->)`);
  return text.replace(block, (_match, begin: string, end: string) => `${begin}\n${content}\n\n${end}`);
}

/** The head of a rule's page: its name, what it demands, where it is on, what it offers. */
export function headerOf(name: string, rule: PoolRule): string {
  const { description } = rule.meta.docs;
  return [
    `# pool-hygiene/${name}`,
    `${description}.`,
    [whereOn(rule), ...offers(rule)].map((line) => `- ${line}`).join('\n'),
  ].join('\n\n');
}

function whereOn({ meta }: PoolRule): string {
  const { tier, recommendedOptions, strictOptions } = meta.docs;
  const mild = recommendedOptions ? ` (in \`recommended\` with \`${inCode(recommendedOptions)}\`)` : '';
  const strict = strictOptions ? ` (from \`strict\` on with \`${inCode(strictOptions)}\`)` : '';
  const where = { recommended: '`recommended`, `strict` and `all`', strict: '`strict` and `all`', all: '`all` only' };
  return `On in ${where[tier]}${mild}${strict}.`;
}

function offers({ meta }: PoolRule): string[] {
  const { repairs } = meta.docs;
  return [
    ...(repairs.includes('exact') ? ['🔧 `--fix` repairs what it can without changing anything else.'] : []),
    ...(repairs.includes('likely') ? ['💡 The editor offers suggestions.'] : []),
  ];
}

/** What a rule can be told, as a table. */
export function optionsOf({ meta }: PoolRule): string {
  const properties = Object.entries((meta.schema[0]?.['properties'] ?? {}) as Record<string, Record<string, unknown>>);
  if (properties.length === 0) return 'This rule has no options.';
  const rows = properties.map(([name, schema]) => {
    const standard = meta.defaultOptions[0]?.[name];
    const strict = meta.docs.strictOptions?.[name];
    return [`\`${name}\``, typeOf(schema), code(standard), code(strict ?? standard)];
  });
  return table(['Option', 'Values', 'Default', 'In `strict`'], rows);
}

function typeOf(schema: Readonly<Record<string, unknown>>): string {
  const { enum: words, type, items } = schema;
  if (Array.isArray(words)) return words.map(code).join(', ');
  if (type === 'array') return `list of ${String((items as { type?: string } | undefined)?.type)}s`;
  return String(type);
}

function code(value: unknown): string {
  return value === undefined ? '' : `\`${inCode(value)}\``;
}

/** JSON as it is written in a configuration: `{ implicitThrows: 'all' }`. */
function inCode(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${inCode(item)}`)
    .join(', ')} }`;
}

/** All rules, for the README. */
export function rulesTable(rules: readonly (readonly [string, PoolRule])[]): string {
  const rows = rules.map(([name, { meta }]) => {
    const { description, tier, repairs } = meta.docs;
    const offered = [repairs.includes('exact') ? '🔧' : '', repairs.includes('likely') ? '💡' : ''].join('');
    return [`[\`${name}\`](docs/rules/${name}.md)`, description, `\`${tier}\``, offered];
  });
  return table(['Rule', 'What it demands', 'From', 'Edits'], rows);
}

/** A table with columns as wide as their widest cell, which is how the formatter wants it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((size, column) => (cells[column] ?? '').padEnd(size)).join(' | ')} |`;
  const rule = `| ${widths.map((size) => '-'.repeat(size)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
