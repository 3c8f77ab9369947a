import type * as disk from '../../src/project/disk.ts';
import { FILES, HOME } from './project.ts';

/** A page has no disk: only the files of its project stand somewhere. It takes the place of the module that looks at one. */

type Disk = typeof disk;

export const readText: Disk['readText'] = (path) =>
  path.startsWith(`${HOME}/`) ? FILES[path.slice(HOME.length + 1)] : undefined;

export const stampOf: Disk['stampOf'] = (path) => {
  const text = readText(path);
  return text === undefined ? undefined : { time: 1, size: text.length };
};

export const changedAt: Disk['changedAt'] = (path) => stampOf(path)?.time;

export const lookAgain: Disk['lookAgain'] = () => undefined;

export const isThere: Disk['isThere'] = (path) => readText(path) !== undefined;

export const entriesOf: Disk['entriesOf'] = () => [];

export const isSame: Disk['isSame'] = (a, b) => a?.time === b?.time && a?.size === b?.size;

export const realPath: Disk['realPath'] = (path) => (isThere(path) ? path : undefined);

export const textAt: Disk['textAt'] = (path) => readText(path);
