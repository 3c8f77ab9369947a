import type * as disk from '../../src/project/disk.ts';

/** A page has no disk: nothing stands anywhere. It takes the place of the module that looks at one. */

type Disk = typeof disk;

export const stampOf: Disk['stampOf'] = () => undefined;

export const changedAt: Disk['changedAt'] = () => undefined;

export const lookAgain: Disk['lookAgain'] = () => undefined;

export const isThere: Disk['isThere'] = () => false;

export const entriesOf: Disk['entriesOf'] = () => [];

export const isSame: Disk['isSame'] = (a, b) => a?.time === b?.time && a?.size === b?.size;

export const realPath: Disk['realPath'] = () => undefined;

export const textAt: Disk['textAt'] = () => undefined;

export const readText: Disk['readText'] = () => undefined;
