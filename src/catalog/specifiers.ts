/** How a module is written that is imported, brought down to the name that the catalog knows it by. */

const NODE = 'node:';

/** `npm:pg@8.11.3/lib/client`, `npm:/@scope/name`, and of the other registry `jsr:@std/http@1`. */
const OF_REGISTRY = /^(npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/;

/** The part of a pattern that stands before and behind a package's name in what Deno imports. */
export const REGISTRY_PREFIX = '(?:npm:/?)?';
export const REGISTRY_VERSION = '(?:@[^/\'"`]*)?';

/** A specifier as Node's programs write it: without `npm:` and the version that Deno has there; of `jsr:` the version goes alone. */
export function unversioned(specifier: string): string {
  const [, registry, name, path = ''] = OF_REGISTRY.exec(specifier) ?? [];
  if (name === undefined) return specifier;
  return registry === 'npm' ? name + path : `jsr:${name}${path}`;
}

/** The same without `node:`, which Node's own modules can be written with or without. */
export function plain(specifier: string): string {
  return specifier.startsWith(NODE) ? specifier.slice(NODE.length) : unversioned(specifier);
}
