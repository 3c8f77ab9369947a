/** What runs the code of a package, where that decides what can happen to it, by what its manifest depends on and what files import. Data only. */
export const HOSTS = {
  /** They hear `uncaughtException` themselves, and go on. */
  hearing: ['next', 'vscode', '@types/vscode'],
  /**
   * By what a text tells that an error which nobody hears does not end the process: a listener that does not end it either, and one with
   * a name in a text that ends nothing.
   */
  goingOn: [
    String.raw`\.(?:on|once|addListener)\(\s*['"]uncaughtException['"]\s*,\s*(?:async\s+)?(?:function\b|\(|\w+\s*=>)(?!(?:(?!\n\s*\}\s*\))[\s\S]){0,800}?(?:exit|abort|kill|shut\s?down|terminate|throw\b|fatal))`,
    String.raw`^(?![\s\S]*\bprocess\.(?:exit|abort|kill|exitCode)\b)[\s\S]*\.(?:on|once|addListener)\(\s*['"]uncaughtException['"]\s*,\s*(?!async\b|function\b)[\w.]+\s*[,)]`,
  ],
  /** Constructors that listen for the errors of the client that they are given. */
  listening: ['PrismaPg'],
  /** Imported by functions whose host ends each call after the time that it is given. */
  timedImports: ['aws-lambda', '@middy/core'],
  /** Needed by packages of nothing but such functions, where nothing is needed that serves by itself. */
  timedPackages: ['aws-lambda', '@types/aws-lambda', '@middy/core'],
  /** Exports that a framework or a platform calls by their names, from no file that could be seen. */
  calledByName:
    '^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ALL|fetch|scheduled|queue|email|tail|handle\\w*|handlers|lambdaHandler|main|loader|action|load|actions|middleware|proxy|register|invoke|execute|process|dispatch|entry\\w*|before\\w*|after\\w*|on[A-Z]\\w*|get(?:ServerSide|Static|Initial)\\w+|generate[A-Z]\\w+|revalidate|up|down|setup|teardown|bootstrap|mount|unmount|start|stop|run|init|config|plugin|resolvers?|default)$',
  /** They import what is exported somewhere by its name, wherever it is used. */
  importing: [
    'nuxt',
    'nuxt3',
    'nuxi',
    'nitropack',
    'nitro',
    'unimport',
    'unplugin-auto-import',
    'sails',
    'meteor-base',
  ],
  /** Beside the manifest of what runs in a runtime where what belongs to one request may not be used by another. */
  workerFiles: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
} as const;

/** By what an address is that of the machine, or of the service, that asks for it. */
export const OWN_ADDRESSES = {
  host: String.raw`^(?:https?|wss?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/]|$)`,
  /** Variables of the environment that hold the address under which the service itself is deployed. */
  variable: '^(?:NEXT_PUBLIC_)?(?:APP|SITE|SELF|OWN|VERCEL|NEXTAUTH|WEBAPP|DEPLOYMENT)_(?:BASE_)?URL$',
  /** Options that hold an address, or the name of a host. */
  options: ['url', 'uri', 'baseURL', 'baseUrl', 'prefixUrl', 'host', 'hostname'],
} as const;
