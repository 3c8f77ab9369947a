import * as typescript from '@typescript-eslint/parser';

/** Changes to a module that leave its verdicts as they are. Each keeps the lines. */
export interface Variant {
  readonly name: string;
  /** `false`: a class that was required is no type any more. */
  readonly isForTypes?: false;
  readonly apply: (code: string) => string;
}

export const variants: readonly Variant[] = [
  { name: 'with other names', apply: renamed },
  { name: 'with every body in a block', apply: wrapped },
  { name: 'as CommonJS', isForTypes: false, apply: required },
];

interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

function applied(code: string, edits: readonly Edit[]): string {
  const last = [...edits].sort((a, b) => b.range[0] - a.range[0] || b.range[1] - a.range[1]);
  return last.reduce(
    (text, { range, text: inserted }) => text.slice(0, range[0]) + inserted + text.slice(range[1]),
    code,
  );
}

const parsed = (code: string): ReturnType<typeof typescript.parseForESLint> =>
  typescript.parseForESLint(code, { range: true, loc: true, jsx: true, sourceType: 'module' });

/** Every variable that a function declares under another name. */
function renamed(code: string): string {
  const { scopeManager } = parsed(code);
  const edits = new Map<number, Edit>();
  for (const scope of scopeManager.scopes) {
    if (scope.variableScope.type !== 'function') continue;
    for (const variable of scope.variables) {
      if (variable.defs.length === 0 || !variable.isValueVariable) continue;
      const places = [...variable.identifiers, ...variable.references.map(({ identifier }) => identifier)];
      for (const place of places) {
        const { range, name } = place as { range: [number, number]; name: string };
        const end = range[0] + name.length;
        const isShorthand = shorthandAt(code, range[0], end);
        edits.set(range[0], { range: [range[0], end], text: isShorthand ? `${name}: ${name}_` : `${name}_` });
      }
    }
  }
  return applied(code, [...edits.values()]).replace(SPOKEN_OF, (tag, name: string) =>
    name === 'returns' ? tag : `${tag}_`,
  );
}

/** A parameter that a comment speaks of, with the tag before it. */
const SPOKEN_OF = /@(?:param \{.*\}|owns|disposes|borrows) (\w+)/g;

/** The name alone between braces or commas of an object: told by its neighbours in the tree. */
function shorthandAt(code: string, start: number, end: number): boolean {
  return shorthands(code).has(`${String(start)}:${String(end)}`);
}

let last: { readonly code: string; readonly found: ReadonlySet<string> } | undefined;

function shorthands(code: string): ReadonlySet<string> {
  if (last?.code === code) return last.found;
  const found = new Set<string>();
  const pending: unknown[] = [parsed(code).ast];
  for (const node of pending) {
    for (const [key, value] of Object.entries(node as object)) {
      if (key === 'parent' || key === 'loc' || key === 'range') continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
        if (typeof child === 'object' && child !== null && 'type' in child) pending.push(child);
      }
    }
    const property = node as { type: string; shorthand?: boolean; key: { range: [number, number] } };
    if (property.type === 'Property' && property.shorthand === true) found.add(property.key.range.join(':'));
  }
  last = { code, found };
  return found;
}

/** `{ … }` as `{ { … } }`. Function declarations of the body would be called before their block: such bodies stay. */
function wrapped(code: string): string {
  const edits: Edit[] = [];
  const pending: unknown[] = [parsed(code).ast];
  for (const node of pending) {
    for (const [key, value] of Object.entries(node as object)) {
      if (key === 'parent' || key === 'loc' || key === 'range') continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
        if (typeof child === 'object' && child !== null && 'type' in child) pending.push(child);
      }
    }
    const { type, body } = node as {
      type: string;
      body?: { type: string; range: [number, number]; body: { type: string }[] } | null;
    };
    if (
      !/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type) ||
      body?.type !== 'BlockStatement'
    )
      continue;
    if (
      body.body.length === 0 ||
      body.body.some(
        (statement) =>
          statement.type === 'FunctionDeclaration' ||
          (statement.type === 'ExpressionStatement' && 'directive' in statement),
      )
    )
      continue;
    edits.push(
      { range: [body.range[0] + 1, body.range[0] + 1], text: ' {' },
      { range: [body.range[1] - 1, body.range[1] - 1], text: '} ' },
    );
  }
  return applied(code, edits);
}

/** Imports of values as `require`; those of types stay. */
function required(code: string): string {
  const edits: Edit[] = [];
  for (const node of parsed(code).ast.body) {
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type') continue;
    const source = node.source.raw;
    const text = node.specifiers.flatMap((specifier) => {
      const local = specifier.local.name;
      if (specifier.type === 'ImportNamespaceSpecifier') return [`const ${local} = require(${source});`];
      if (specifier.type === 'ImportDefaultSpecifier') return [`const ${local} = require(${source});`];
      if (specifier.importKind === 'type')
        return [
          `import type { ${code.slice(specifier.range[0], specifier.range[1]).replace(/^type /, '')} } from ${source};`,
        ];
      const imported = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
      return [
        imported === 'default'
          ? `const ${local} = require(${source});`
          : `const { ${imported}: ${local} } = require(${source});`,
      ];
    });
    const lines = code.slice(node.range[0], node.range[1]).split('\n').length - 1;
    edits.push({ range: node.range, text: text.join(' ') + '\n'.repeat(lines) });
  }
  return applied(code, edits);
}
