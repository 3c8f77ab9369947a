import type { FileInput } from './analysis.ts';
import { declaredRange, installedVersion } from './project/manifests.ts';
import { isAtLeast, isNewEnough, isOlder, promisedNode } from './project/using.ts';

/** What is known of the versions that a file runs with; of what stands in another kind of file nothing is. */
type Where = Pick<FileInput, 'filename' | 'isVirtual'>;

/** Whether the installed version of a package is known to be that new. */
export function hasInstalled(packageName: string, since: string, { filename, isVirtual }: Where): boolean {
  if (isVirtual) return false;
  const version = packageName.startsWith('node:') ? promisedNode(filename) : installedVersion(filename, packageName);
  return isNewEnough(version, since);
}

/** Whether the installed version of a package, or every one that the manifest asks for where none is installed, is older. */
export function runsOlder(packageName: string, than: string, where: Where): boolean {
  return isOlder(versionOf(packageName, where), than);
}

/** Whether the installed version of a package, or every one that the manifest asks for where none is installed, is that new. */
export function runsNewer(packageName: string, since: string, where: Where): boolean {
  return isAtLeast(versionOf(packageName, where), since);
}

function versionOf(packageName: string, { filename, isVirtual }: Where): string | undefined {
  return isVirtual ? undefined : (installedVersion(filename, packageName) ?? declaredRange(filename, packageName));
}
