import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';

export async function settings(path) {
  const file = await open(path);
  try {
    const text = await file.readFile('utf8');
    return JSON.parse(text);
  } finally {
    await file.close();
  }
}

/** How many files the process holds open. */
export const held = () => readdirSync('/proc/self/fd').length;
