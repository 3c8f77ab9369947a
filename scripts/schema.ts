import { join } from 'node:path';

import ts from 'typescript';

/** A JSON schema, draft 7: what ESLint's own validator and the usual editors take. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const root = join(import.meta.dirname, '..');
const SOURCE = join(root, 'src/settings.ts');

/**
 * The schema of `settings['pool-hygiene']`, made from the types that say the same: the interfaces of the settings, of the catalog and of
 * the frameworks, with their comments as descriptions. What it refuses is what the plugin refuses; tests/catalog/schema.test.ts
 * compares the two.
 */
export function settingsSchema(): Schema {
  const program = ts.createProgram([SOURCE], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Preserve,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(SOURCE);
  const module = file && checker.getSymbolAtLocation(file);
  const exported = module && checker.getExportsOfModule(module).find(({ name }) => name === 'PoolHygieneSettings');
  if (!exported) throw new Error('src/settings.ts does not export PoolHygieneSettings.');
  return new Reading(checker).whole(checker.getDeclaredTypeOfSymbol(exported));
}

/** Types as schemas; those with a name are written once. */
class Reading {
  readonly #checker: ts.TypeChecker;
  readonly #definitions = new Map<string, Schema>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  whole(type: ts.Type): Schema {
    const schema = this.#objectOf(type);
    const definitions = Object.fromEntries([...this.#definitions].sort(([a], [b]) => a.localeCompare(b)));
    return {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: "settings['pool-hygiene'] of eslint-plugin-pool-hygiene",
      ...schema,
      definitions,
    };
  }

  #schemaOf(type: ts.Type): Schema {
    if (type.flags & ts.TypeFlags.Unknown) return {};
    if (type.isUnion()) return this.#unionOf(type.types.filter((each) => !(each.flags & ts.TypeFlags.Undefined)));
    if (type.flags & ts.TypeFlags.String) return { type: 'string', minLength: 1 };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (this.#isLiteral(type)) return { enum: [this.#valueOf(type)] };
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item ? this.#schemaOf(item) : {} };
    }
    const each = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (each) return { type: 'object', additionalProperties: this.#schemaOf(each) };
    return this.#namedOf(type);
  }

  /** Words, several of which are one list; `one | readonly one[]`; or the two values of a flag. */
  #unionOf(types: readonly ts.Type[]): Schema {
    const literals = types.filter((each) => this.#isLiteral(each)).map((each) => this.#valueOf(each));
    const others = types.filter((each) => !this.#isLiteral(each));
    const isFlag = literals.includes(true) && literals.includes(false);
    // Values that stand for what somebody else's option may be: an empty text is one, too.
    if (others.length > 1 && literals.length > 0) return { type: ['string', 'number', 'boolean', 'null'] };
    const words = isFlag ? literals.filter((each) => typeof each !== 'boolean') : literals;
    const parts: Schema[] = [
      ...(isFlag ? [{ type: 'boolean' }] : []),
      ...(words.length > 0 ? [{ enum: words }] : []),
      ...others.map((each) => this.#schemaOf(each)),
    ];
    const [only] = parts;
    return parts.length === 1 && only ? only : { anyOf: parts };
  }

  #isLiteral(type: ts.Type): boolean {
    return type.isLiteral() || Boolean(type.flags & (ts.TypeFlags.BooleanLiteral | ts.TypeFlags.Null));
  }

  #valueOf(type: ts.Type): unknown {
    if (type.isLiteral()) return type.value;
    return type.flags & ts.TypeFlags.Null ? null : this.#checker.typeToString(type) === 'true';
  }

  #namedOf(type: ts.Type): Schema {
    const name = (type.aliasSymbol ?? type.symbol).name;
    if (name === '__type') return this.#objectOf(type);
    if (!this.#definitions.has(name)) {
      // Before it is read: `members` of a value are values.
      this.#definitions.set(name, {});
      this.#definitions.set(name, { ...this.#describing(type.aliasSymbol ?? type.symbol), ...this.#objectOf(type) });
    }
    return { $ref: `#/definitions/${name}` };
  }

  #objectOf(type: ts.Type): Schema {
    const members = this.#checker.getPropertiesOfType(type);
    const properties = members.map((member) => {
      const schema = this.#schemaOf(this.#checker.getTypeOfSymbol(member));
      // Beside a reference nothing else is read in this draft.
      const said = schema['$ref'] === undefined ? schema : { allOf: [schema] };
      return [member.name, { ...this.#describing(member), ...said }] as const;
    });
    const required = members.filter((member) => !(member.flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  #describing(symbol: ts.Symbol): { readonly description?: string } {
    const words = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)).replace(/\s+/g, ' ').trim();
    return words === '' ? {} : { description: words };
  }
}
