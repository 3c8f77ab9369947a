import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is needed of the language server protocol. */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly code?: string | number;
  readonly codeDescription?: { readonly href: string };
  readonly source?: string;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface CodeAction {
  readonly title: string;
  readonly kind?: string;
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
}

export interface WorkspaceEdit {
  readonly documentChanges?: readonly { readonly edits: readonly TextEdit[] }[];
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** An editor, as far as the ESLint server of VS Code can tell. */
export class LanguageClient {
  readonly #server: ChildProcess;
  readonly #home: string;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #edits: WorkspaceEdit[] = [];
  /** What the server complains of: the names of the notifications, with what they say. */
  readonly complaints: string[] = [];
  #received = Buffer.alloc(0);
  #id = 0;

  constructor(home: string) {
    this.#home = home;
    const script = join(home, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server');
    this.#server = spawn(process.execPath, [script, '--stdio'], {
      cwd: home,
      env: { ...process.env, POOL_HYGIENE_THROW: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#server.stdout?.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  async start(): Promise<void> {
    const folder = { uri: pathToFileURL(this.#home).href, name: 'sample' };
    const textDocument = {
      synchronization: { dynamicRegistration: false },
      diagnostic: { dynamicRegistration: false },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
    };
    const workspace = {
      configuration: true,
      workspaceFolders: true,
      applyEdit: true,
      workspaceEdit: { documentChanges: true },
    };
    await this.request('initialize', {
      processId: process.pid,
      rootUri: folder.uri,
      workspaceFolders: [folder],
      capabilities: { textDocument, workspace },
    });
    this.#send({ method: 'initialized', params: {} });
  }

  uriOf(path: string): string {
    return pathToFileURL(join(this.#home, path)).href;
  }

  /** Opens a file in the editor: what is said of it. */
  async open(path: string, text: string, languageId: string): Promise<readonly Diagnostic[]> {
    const uri = this.uriOf(path);
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId, version: 1, text } } });
    return this.#diagnosticsOf(uri);
  }

  /** Types in it: what is said of the new text. */
  async change(path: string, text: string, version: number): Promise<readonly Diagnostic[]> {
    const uri = this.uriOf(path);
    const params = { textDocument: { uri, version }, contentChanges: [{ text }] };
    this.#send({ method: 'textDocument/didChange', params });
    return this.#diagnosticsOf(uri);
  }

  async actions(path: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    const params = {
      textDocument: { uri: this.uriOf(path) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    };
    return ((await this.request('textDocument/codeAction', params)) ?? []) as readonly CodeAction[];
  }

  /** The edits of an action; those of a command are what it asks the editor to apply. */
  async editsOf(action: CodeAction): Promise<readonly TextEdit[]> {
    if (action.edit) return editsIn(action.edit);
    if (!action.command) return [];
    const { command, arguments: args = [] } = action.command;
    const before = this.#edits.length;
    await this.request('workspace/executeCommand', { command, arguments: args });
    return this.#edits.slice(before).flatMap(editsIn);
  }

  request(method: string, params: unknown): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      this.#send({ id, method, params });
    });
  }

  async stop(): Promise<void> {
    await this.request('shutdown', undefined);
    this.#send({ method: 'exit' });
    this.#server.kill();
  }

  /** The server publishes nothing by itself: editors ask. */
  async #diagnosticsOf(uri: string): Promise<readonly Diagnostic[]> {
    const report = (await this.request('textDocument/diagnostic', { textDocument: { uri } })) as {
      readonly items?: readonly Diagnostic[];
    };
    return report.items ?? [];
  }

  #send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin?.write(`Content-Length: ${String(Buffer.byteLength(text))}\r\n\r\n${text}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, end).toString())?.[1]);
      const from = end + 4;
      if (this.#received.length < from + length) return;
      const message = JSON.parse(this.#received.subarray(from, from + length).toString()) as Message;
      this.#received = this.#received.subarray(from + length);
      this.#hear(message);
    }
  }

  #hear(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      this.#waiting.get(Number(id))?.(message);
      this.#waiting.delete(Number(id));
    } else if (id !== undefined) this.#send({ id, result: this.#answer(method, params) });
    else if (/^eslint\/(?!status)/.test(method) || method === 'window/showMessage')
      this.complaints.push(`${method} ${JSON.stringify(params)}`);
    else if (method === 'window/logMessage' && /error/i.test(JSON.stringify(params)))
      this.complaints.push(JSON.stringify(params));
  }

  #answer(method: string, params: unknown): unknown {
    if (method === 'workspace/applyEdit') {
      this.#edits.push((params as { readonly edit: WorkspaceEdit }).edit);
      return { applied: true };
    }
    if (method === 'workspace/configuration') {
      const { items } = params as { readonly items: readonly unknown[] };
      return items.map(() => this.#configuration());
    }
    // `eslint/confirmESLintExecution` of older servers: 4 is "approved".
    return method === 'eslint/confirmESLintExecution' ? 4 : null;
  }

  /** What VS Code sends by default. */
  #configuration(): object {
    return {
      validate: 'on',
      packageManager: 'npm',
      useESLintClass: true,
      useFlatConfig: true,
      experimental: { useFlatConfig: false },
      codeAction: {
        disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
        showDocumentation: { enable: true },
      },
      codeActionOnSave: { mode: 'all' },
      format: false,
      quiet: false,
      onIgnoredFiles: 'off',
      options: {},
      rulesCustomizations: [],
      run: 'onType',
      problems: { shortenToSingleLine: false },
      nodePath: null,
      workingDirectory: { mode: 'location' },
      workspaceFolder: { uri: pathToFileURL(this.#home).href, name: 'sample' },
    };
  }
}

function editsIn({ documentChanges = [], changes = {} }: WorkspaceEdit): TextEdit[] {
  return [...documentChanges.flatMap(({ edits }) => edits), ...Object.values(changes).flat()];
}

/** The text with the edits made. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: Position): number => (starts[line] ?? text.length) + character;
  const last = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce(
    (done, { range, newText }) => done.slice(0, offset(range.start)) + newText + done.slice(offset(range.end)),
    text,
  );
}
