import { styleText } from 'node:util';

/** How things look on the terminal. */

const WIDTH = 100;

const { NO_COLOR: noColour, FORCE_COLOR: force } = process.env;
const isColourful = !noColour && force !== '0' && (Boolean(force) || process.stdout.isTTY);

type Style = Parameters<typeof styleText>[0];

function styled(style: Style): (text: string) => string {
  return (text) => (isColourful ? styleText(style, text) : text);
}

export const strong = styled('bold');
export const dim = styled('dim');
export const fault = styled('red');
export const added = styled('green');
export const removed = styled('red');
export const name = styled('cyan');

/** A line across the terminal that says what comes next. */
export function heading(number: string, title: string, rest: string): void {
  const words = [number, title, rest].filter(Boolean).join('  ');
  const line = '─'.repeat(Math.max(0, WIDTH - words.length - 4));
  console.log(`${dim('──')} ${words.replace(title, strong)} ${dim(line)}\n`);
}

export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** The text in lines that still fit when they are indented twice. */
export function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length < WIDTH - 4) lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
