import type { Framework } from '../catalog/frameworks/vocabulary.ts';
import type { Home } from '../origin/model.ts';
import type { Importer, OtherFiles, ScopeSource } from './model.ts';

/** What this layer takes of a file. */
interface Given {
  readonly origin: Home;
  /** The file's path inside the folder that is linted. */
  readonly path: string;
  readonly text: string;
  readonly frameworks: readonly Framework[];
  readonly around: Around | undefined;
}

/** The files round a linted one. */
interface Around {
  pathOf(file: string): string;
  textOf(file: string): string | undefined;
  importersOf(file: string): readonly string[];
  importing(specifier: string): readonly string[];
  homeAt(file: string): Home | undefined;
}

/** All that the scope layer knows of a linted file, and of others by way of it. */
export function scopeSourceOf(given: Given): ScopeSource {
  const { around, frameworks } = given;
  return sourceFor(given, around && new Others(around, frameworks));
}

function sourceFor(
  { origin, path, text, frameworks }: Omit<Given, 'around'>,
  others: OtherFiles | undefined,
): ScopeSource {
  const { scopes, census, visitorKeys, program } = origin;
  return {
    frameworks,
    scopes,
    census,
    origin,
    visitorKeys,
    program,
    path: path.replaceAll('\\', '/'),
    text,
    docOf: (node) => origin.docOf(node),
    others,
  };
}

class Others implements OtherFiles {
  readonly #around: Around;
  readonly #frameworks: readonly Framework[];
  readonly #sources = new Map<Home, ScopeSource | undefined>();

  constructor(around: Around, frameworks: readonly Framework[]) {
    this.#around = around;
    this.#frameworks = frameworks;
  }

  sourceOf(home: Home): ScopeSource | undefined {
    if (!this.#sources.has(home)) this.#sources.set(home, this.#make(home, {}));
    return this.#sources.get(home);
  }

  importersOf({ origin }: ScopeSource): readonly Importer[] {
    return this.#readAs(origin.path === undefined ? [] : this.#around.importersOf(origin.path));
  }

  #readAs(files: readonly string[]): readonly Importer[] {
    return files.flatMap((file) => {
      const text = this.#around.textOf(file);
      return text === undefined ? [] : [this.#importer(file, text)];
    });
  }

  importing(specifier: string): readonly Importer[] {
    return this.#readAs(this.#around.importing(specifier));
  }

  #importer(file: string, text: string): Importer {
    const find = (): ScopeSource | undefined => {
      const home = this.#around.homeAt(file);
      if (home && !this.#sources.has(home)) this.#sources.set(home, this.#make(home, { isImporter: true }));
      return home && this.#sources.get(home);
    };
    return {
      text,
      get source() {
        return find();
      },
    };
  }

  #make(home: Home, more: Pick<ScopeSource, 'isImporter'>): ScopeSource | undefined {
    const text = home.path === undefined ? undefined : this.#around.textOf(home.path);
    if (home.path === undefined || text === undefined) return undefined;
    const path = this.#around.pathOf(home.path);
    return { ...sourceFor({ origin: home, path, text, frameworks: this.#frameworks }, this), ...more };
  }
}
