/** The pages of the rules, taken apart. */

export interface Section {
  readonly title: string;
  /** Headings one level down. */
  readonly parts: readonly string[];
  readonly text: string;
}

/** A code block that claims to be incorrect, to be correct, or to be a piece of configuration. */
export interface Sample {
  readonly label: 'incorrect' | 'correct' | 'config' | undefined;
  readonly language: string;
  readonly options: unknown;
  /** Where a sample needs them: ` ```ts settings={"using":"always"} `. */
  readonly settings: unknown;
  readonly code: string;
  /** Line of the page, from 1. */
  readonly line: number;
}

/** The text before the first section, without what is generated. */
export function introduction(page: string): string {
  const [head = ''] = page.split(/^## /m);
  return head.replace(/<!-- begin header -->[\s\S]*?<!-- end header -->/, '').trim();
}

export function sections(page: string): Section[] {
  const [, ...rest] = page.split(/^## /m);
  return rest.map((text) => {
    const [title = ''] = text.split('\n');
    return {
      title,
      parts: [...text.matchAll(/^### (.*)$/gm)].map(([, part = '']) => part),
      text: text.slice(title.length).trim(),
    };
  });
}

const FENCE = /^```(\w+)[ \t]*(.*)\n([\s\S]*?)^```$/gm;

/**
 * All samples in JavaScript and TypeScript. Those under "Incorrect" and "Correct" are what the heading says; others carry
 * the word after the language: ` ```ts incorrect options={"implicitThrows":"all"} `.
 */
export function samples(page: string): Sample[] {
  return [...page.matchAll(FENCE)].flatMap((match) => {
    const [, language = '', info = '', code = ''] = match;
    if (!/^[cm]?[jt]sx?$/.test(language)) return [];
    const before = page.slice(0, match.index);
    const heading = /^## (.*)$(?![\s\S]*^## )/m.exec(before)?.[1]?.toLowerCase() ?? '';
    const label =
      /\b(?:in)?correct\b|\bconfig\b/.exec(info)?.[0] ??
      (heading === 'incorrect' || heading === 'correct' ? heading : undefined);
    const options: unknown = JSON.parse(/\boptions=(\{.*\})/.exec(info)?.[1] ?? 'null');
    return [
      {
        label: label as Sample['label'],
        language,
        options: options ?? undefined,
        settings: (JSON.parse(/\bsettings=(\{.*\})/.exec(info)?.[1] ?? 'null') as unknown) ?? undefined,
        code,
        line: before.split('\n').length,
      },
    ];
  });
}
