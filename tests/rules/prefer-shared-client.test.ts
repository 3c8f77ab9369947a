import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/prefer-shared-client.ts';
import { lint } from '../support/linting.ts';

const IMPORTS =
  "import { S3Client } from '@aws-sdk/client-s3'; import Redis from 'ioredis'; import { MongoClient } from 'mongodb'; import { Pool } from 'pg';\n";

function messages(code: string, filename = 'src/file.ts'): string[] {
  const config = { languageOptions: { parser: typescript } };
  return lint(rule, IMPORTS + code, { config, filename }).map(({ message }) => message);
}

describe('what is reported', () => {
  it.each([
    [
      'in two functions',
      "export const a = () => new S3Client({ region: 'x' });\nexport const b = () => new S3Client({ region: 'x' });",
      2,
    ],
    [
      'laid out otherwise',
      "export const a = () => new S3Client({ region: 'x' });\nexport const b = () => new S3Client({\n  region: 'x',\n});",
      2,
    ],
    [
      'with a constant of the module',
      'const url = `mongodb://${process.env.HOST}`;\nexport const a = () => new MongoClient(url);\nexport const b = () => new MongoClient(url);',
      3,
    ],
    [
      'beside the one of the module',
      'export const load = () => new Pool().query("");\nconst pool = new Pool();\nexport { pool };',
      3,
    ],
  ])('%s', (_name, code, line) => {
    expect(messages(code)).toEqual([
      expect.stringMatching(
        new RegExp(`makes a second \\w+ with the arguments of the one on line ${String(line)}: share one\\.$`),
      ),
    ]);
  });
});

describe('what is not', () => {
  it.each([
    [
      'other arguments',
      "export const a = () => new Pool({ host: 'a' });\nexport const b = () => new Pool({ host: 'b' });",
    ],
    [
      'arguments of the run',
      'export const a = (url) => new MongoClient(url);\nexport const b = (url) => new MongoClient(url);',
    ],
    [
      'another class of a family that has one type',
      "import * as SES from '@aws-sdk/client-ses'; import * as STS from '@aws-sdk/client-sts';\nexport const a = () => new SES.SESClient({ region: 'x' });\nexport const b = () => new STS.STSClient({ region: 'x' });",
    ],
    [
      'a variable of the module that changes',
      'let max = 1;\nexport const a = () => new Pool({ max });\nexport function b(more) { max = more; return new Pool({ max }); }',
    ],
    ['two arms of one branch', 'export const pool = process.env.A ? new Pool() : new Pool();'],
    ['a subscriber', 'export const redis = new Redis();\nexport const subscriber = new Redis();'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it('tests', () => {
    const code = 'export const a = () => new Pool();\nexport const b = () => new Pool();';
    expect(messages(code)).toHaveLength(1);
    expect(messages(code, 'test/a.test.ts')).toEqual([]);
  });
});
