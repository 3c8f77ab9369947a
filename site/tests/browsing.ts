import { deflateRawSync, inflateRawSync } from 'node:zlib';

import * as parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

import { configOf, fileOf } from '../linter/linting.ts';
import { benchOnDisk } from '../linter/on-disk.ts';
import type { Question } from '../linter/protocol.ts';

/** The playground in a browser, as somebody sees it who uses it. */
export interface Visit {
  readonly page: Page;
  /** Everything that was asked of any server, and how many bytes came. */
  readonly requests: readonly { readonly url: string; bytes: number }[];
  /** What went wrong on the page. */
  readonly errors: readonly string[];
  /** The code in the editor, by way of the link that shares it. */
  readonly code: () => Promise<string>;
  /** Waits for what is announced. */
  readonly announced: (words: string | RegExp) => Promise<void>;
  readonly close: () => Promise<void>;
}

let browser: Browser | undefined;

/** Starts the browser for the tests of a file. */
export function inBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject('browser'), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
  });
}

const DESKTOP = { width: 1360, height: 900 };
export const PHONE = { width: 360, height: 740 };

export async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  if (!browser) throw new Error('The browser was not started.');
  const context = await browser.newContext({
    viewport: DESKTOP,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  const requests: { url: string; bytes: number }[] = [];
  const errors: string[] = [];
  context.on('request', (request) => requests.push({ url: request.url(), bytes: 0 }));
  context.on('response', (response) => {
    void response.body().then(
      ({ length }) => {
        const asked = requests.find(({ url, bytes }) => url === response.url() && bytes === 0);
        if (asked) asked.bytes = length;
      },
      () => undefined,
    );
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(inject('address') + path);
  return {
    page,
    requests,
    errors,
    code: () => sharedCode(page),
    announced: (words) => page.locator('[role=status]').filter({ hasText: words }).waitFor(),
    close: () => context.close(),
  };
}

/** The playground, when its linter has answered. */
export async function playground(hash = '', options: BrowserContextOptions = {}): Promise<Visit> {
  const opened = await visit(`playground.html${hash}`, options);
  await opened.page.locator('.pg-status-ready').waitFor();
  return opened;
}

/** The end of a link to a piece of code. */
export function linkTo(code: string, language: 'ts' | 'js'): string {
  return `#language=${language}&code=${deflateRawSync(code).toString('base64url')}`;
}

async function sharedCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.locator('[role=status]').filter({ hasText: 'The link to this code' }).waitFor();
  const packed = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('code') ?? '';
  return inflateRawSync(Buffer.from(packed, 'base64url')).toString();
}

/** What ESLint says of a question in Node, with the real parser. */
export function inNode(question: Question): readonly Linter.LintMessage[] {
  const bench = benchOnDisk();
  const filename = fileOf(question, bench);
  const messages = bench.linter.verify(question.code, realConfig(question), { filename });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages;
}

export function fixedInNode(question: Question): string {
  const bench = benchOnDisk();
  const filename = fileOf(question, bench);
  return bench.linter.verifyAndFix(question.code, realConfig(question), { filename }).output;
}

function realConfig(question: Question): Linter.Config[] {
  return configOf(question, question.language === 'ts' ? parser : undefined);
}

/** A text after one edit of a message. */
export function edited(
  code: string,
  fix: { readonly range: readonly [number, number]; readonly text: string } | undefined,
): string {
  if (!fix) throw new Error('There is no edit.');
  return code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}
