import type { Answer, Language, Question, Report, Request } from '../linter/protocol.ts';

/** The linter in its worker, as the page asks it. */
export interface LinterClient {
  /** The reports on the code; undefined where a later question has overtaken this one. */
  lint(question: Question): Promise<readonly Report[] | undefined>;
  /** The code after all passes of `--fix`. */
  fix(question: Question): Promise<string>;
  close(): void;
}

/** Starts the linter, which gets ready for a language. */
export function startLinter(address: string, language: Language): LinterClient {
  const worker = new Worker(address, { type: 'module', name: language });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  const ask = (task: Request['task'], question: Question): Promise<Answer> => {
    const id = ++last;
    const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    worker.postMessage({ ...question, id, task } satisfies Request);
    return answer.then(thrown);
  };
  return {
    async lint(question) {
      const answer = ask('lint', question);
      const own = last;
      const { task, ...given } = await answer;
      return task === 'lint' && own === last && 'reports' in given ? given.reports : undefined;
    },
    async fix(question) {
      const answer = await ask('fix', question);
      return answer.task === 'fix' ? answer.code : question.code;
    },
    close: () => worker.terminate(),
  };
}

function thrown(answer: Answer): Answer {
  if (answer.task === 'failed') throw new Error(answer.why);
  return answer;
}
