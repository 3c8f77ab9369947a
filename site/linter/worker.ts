/// <reference lib="webworker" />
import { Linter } from 'eslint/universal';

import { benchOf, fixedBy, reportsOn } from './linting.ts';
import type { Answer, Language, Request } from './protocol.ts';

/** The linter runs beside the page, so that typing never waits for it. Only TypeScript needs its compiler, which is large. */

declare const self: DedicatedWorkerGlobalScope;

async function parserOf(language: Language): Promise<object | undefined> {
  return language === 'ts' ? await import('./typescript-parser.ts') : undefined;
}

async function answerTo(request: Request): Promise<Answer> {
  const { id, task } = request;
  try {
    const parser = await parserOf(request.language);
    const bench = benchOf(Linter);
    return task === 'fix'
      ? { id, task, code: fixedBy(request, bench, parser) }
      : { id, task, reports: reportsOn(request, bench, parser) };
  } catch (error) {
    return { id, task: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

// The page says in the worker's name what it begins with: the compiler is loaded while the page still sets up its editor.
if (self.name === 'ts') void parserOf('ts');

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  void answerTo(data).then((answer) => self.postMessage(answer));
});
