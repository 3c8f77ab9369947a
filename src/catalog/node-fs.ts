import { library } from './vocabulary.ts';

const promises = { open: { call: { type: 'FileHandle', async: true } } } as const;

// The callback form `fs.open` gives a number, which nothing can be known of; streams, watchers and directories owe nothing.
const named = {
  promises: { members: promises },
  createReadStream: { call: { type: 'ReadStream' } },
  createWriteStream: { call: { type: 'WriteStream' } },
} as const;

const fs = { ...named, default: { members: named } } as const;
const fsPromises = { ...promises, default: { members: promises } } as const;

export default library({
  package: 'node:fs',
  checked: { oldest: '20.4.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/fs.html#class-filehandle',
  modules: { 'node:fs': fs, fs, 'node:fs/promises': fsPromises, 'fs/promises': fsPromises },
  declaredIn: ['@types/node'],
  types: {
    FileHandle: {
      kind: 'client',
      label: 'file handle',
      dispose: {
        close: { async: true, waits: true },
        // Unless told otherwise (`autoClose: false`), these close the handle when they end.
        createReadStream: { forced: true },
        createWriteStream: { forced: true },
        readLines: { forced: true },
      },
      symbol: { async: true, since: '20.4.0', calls: 'close' },
      // "If a FileHandle is passed, it is not closed", says the documentation of each.
      borrowedBy: ['readFile', 'writeFile', 'appendFile'],
      members: {
        // Whoever takes the number may close it: `createReadStream(path, { fd })` does.
        fd: { read: 'Descriptor', carries: true },
        appendFile: { async: true },
        chmod: { async: true },
        chown: { async: true },
        datasync: { async: true },
        read: { async: true },
        readFile: { async: true },
        readv: { async: true },
        stat: { async: true },
        sync: { async: true },
        truncate: { async: true },
        utimes: { async: true },
        write: { async: true },
        writeFile: { async: true },
        writev: { async: true },
      },
    },
    ReadStream: {
      kind: 'plain',
      label: 'stream',
      unheard: {
        when: 'a file that cannot be read',
        goesWith: true,
        usedBy: ['pipe'],
        evidence: 'measured: ENOENT without a listener is an uncaught exception',
      },
    },
    WriteStream: {
      kind: 'plain',
      label: 'stream',
      unheard: {
        when: 'a file that cannot be written',
        goesWith: true,
        usedBy: ['write', 'end'],
        evidence: 'https://nodejs.org/api/stream.html#event-error: nothing else hears it',
      },
    },
    Descriptor: { kind: 'plain', names: [] },
  },
});
