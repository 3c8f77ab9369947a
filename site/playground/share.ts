import type { Language, Preset, Question } from '../linter/protocol.ts';

/** The code and the choices as the part of an address that no server ever sees. */

export async function hashOf({ code, language, preset, using }: Question): Promise<string> {
  const packed = await through(new Blob([code]), new CompressionStream('deflate-raw'));
  const text = btoa(String.fromCharCode(...new Uint8Array(packed)));
  const choices = new URLSearchParams({ language, preset, ...(using && { using: 'yes' }) });
  return `#${choices.toString()}&code=${text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** What a hash says; undefined where it says nothing that can be understood. */
export async function questionIn(hash: string): Promise<Question | undefined> {
  const choices = new URLSearchParams(hash.replace(/^#/, ''));
  const text = choices.get('code');
  if (text === null) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
    const code = await through(new Blob([bytes]), new DecompressionStream('deflate-raw'));
    return {
      code: new TextDecoder().decode(code),
      language: oneOf<Language>(['ts', 'js'], choices.get('language')),
      preset: oneOf<Preset>(['recommended', 'strict', 'all'], choices.get('preset')),
      using: choices.get('using') === 'yes',
    };
  } catch {
    return undefined;
  }
}

function oneOf<T extends string>(all: readonly [T, ...T[]], given: string | null): T {
  return all.find((each) => each === given) ?? all[0];
}

function through(blob: Blob, stream: CompressionStream | DecompressionStream): Promise<ArrayBuffer> {
  return new Response(blob.stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>)).arrayBuffer();
}
