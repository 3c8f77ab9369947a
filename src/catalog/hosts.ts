/** What runs the code of a package, where that decides what can happen to it, by what its manifest depends on and what files import. Data only. */
export const HOSTS = {
  /** They hear `uncaughtException` themselves, and go on. */
  hearing: ['next', 'vscode', '@types/vscode'],
  /** Imported by functions whose host ends each call after the time that it is given. */
  timedImports: ['aws-lambda', '@middy/core'],
  /** Beside the manifest of what runs in a runtime where what belongs to one request may not be used by another. */
  workerFiles: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
} as const;
