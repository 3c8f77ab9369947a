import { isAbsolute } from 'node:path';

import type { Settings } from '../settings.ts';
import { type CompilerConfig, installedVersion, nearestCompilerConfig, nearestManifest } from './manifests.ts';

/** Where code is linted, and what the user says of it. */
export interface UsingQuestion {
  readonly setting: Settings['using'];
  readonly filename: string;
  /** The linted text is a part of another file. */
  readonly isVirtual: boolean;
}

/**
 * Whether `using` may be written into a file. Node knows it from 24 on and everything older stops at it, so without the
 * setting it takes a promise: `engines.node` of 24 or more, or a compiler that is told to translate it and knows its types.
 */
export function mayWriteUsing({ setting, filename, isVirtual }: UsingQuestion): boolean {
  if (setting !== 'auto') return setting === 'always' && !isVirtual;
  if (isVirtual || !isAbsolute(filename)) return false;
  const engines = nearestManifest(filename)?.engines?.node;
  if (typeof engines === 'string' && lowest(engines) >= 24) return true;
  const isTypeScript = /\.[cm]?tsx?$/.test(filename);
  return (
    isTypeScript &&
    translates(nearestCompilerConfig(filename)) &&
    isNewEnough(installedVersion(filename, 'typescript'), '5.2.0')
  );
}

/** The oldest version of Node on which a file promises to run, by the `engines` of its package; undefined where it promises nothing. */
export function promisedNode(filename: string): string | undefined {
  const engines = isAbsolute(filename) ? nearestManifest(filename)?.engines?.node : undefined;
  const major = typeof engines === 'string' ? lowest(engines) : -1;
  return major < 0 ? undefined : `${major}.0.0`;
}

/** The lowest major version that a range allows: 22 for `^22.1 || >=24`; -1 for what is not understood. */
function lowest(range: string): number {
  const majors = range.split('||').map((part) => {
    const found = /^(?:>= ?|[~^=] ?|v)?v?(\d+)(?:\.[\dx*]+){0,2}(?: <=? ?[\d.x*]+)?$/.exec(
      part.trim().replace(/\s+/g, ' '),
    );
    return found?.[1] === undefined ? -1 : Number(found[1]);
  });
  return Math.min(...majors);
}

/** A target below the newest makes the compiler translate `using`; its types are in a library of their own. */
function translates(config: CompilerConfig | undefined): boolean {
  const { target, lib, noEmit } = config?.compilerOptions ?? {};
  if (typeof target !== 'string' || !/^es(?:6|20\d\d)$/i.test(target) || noEmit === true || !Array.isArray(lib))
    return false;
  return lib.some((each) => typeof each === 'string' && /^esnext(?:\.disposable)?$/i.test(each));
}

/** Whether a version is at least another one; false where nothing is known. */
export function isNewEnough(version: string | undefined, since: string): boolean {
  const parts = (text: string): number[] => (text.split(/[-+]/)[0] ?? '').split('.').map(Number);
  const [a, b] = [parts(version ?? ''), parts(since)];
  if (version === undefined || a.some(Number.isNaN)) return false;
  for (const [i, wanted] of b.entries()) {
    const have = a[i] ?? 0;
    if (have !== wanted) return have > wanted;
  }
  return true;
}

/** Whether every version of a range is older than another one; false for ranges that are open to above, or not understood. */
export function isOlder(range: string | undefined, than: string): boolean {
  const found = /^(?:[~^=]\s*|v)?(\d+)(?:\.[\dx*]+){0,2}(?:-[\w.]+)?$/.exec(range?.trim() ?? '');
  return found?.[1] !== undefined && Number(found[1]) < Number(than.split('.')[0]);
}

/** Whether every version of a range is at least another one; false for what is not understood. */
export function isAtLeast(range: string | undefined, since: string): boolean {
  return range !== undefined && lowest(range) >= Number(since.split('.')[0]);
}
