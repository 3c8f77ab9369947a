/** The project in which the code of the playground lies, so that what depends on the version of a package can be shown. */

/** A folder that is nowhere: what is installed round the linter says nothing of the code. */
export const HOME = '/playground';

/** What the project needs: the newest version of which something is reported that later ones do by themselves. */
export const NEEDS: Readonly<Record<string, string>> = { undici: '^7.0.0' };

/** The files of the project, by their paths in its folder. */
export const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ private: true, dependencies: NEEDS }),
};
