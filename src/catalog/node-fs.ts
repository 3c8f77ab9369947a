import { library } from './vocabulary.ts';

const promises = { open: { call: { type: 'FileHandle', async: true } } } as const;

// The callback form `fs.open` gives a number, which nothing can be known of; watchers and directories owe nothing.
const named = {
  promises: { members: promises },
  createReadStream: { call: { type: 'ReadStream' } },
  createWriteStream: { call: { type: 'WriteStream' } },
} as const;

const chains = { chains: true } as const;
const goesOn = { livesOn: true } as const;
const readsAll = { livesOn: true, async: true } as const;

/** Who reads piece by piece has it in hand; `end` and `close` only tell. */
const listening = { chains: true, events: { data: { livesOn: true }, readable: { livesOn: true } } } as const;

const listeners = {
  on: listening,
  once: listening,
  addListener: listening,
  prependListener: listening,
  prependOnceListener: listening,
  off: chains,
  removeListener: chains,
  removeAllListeners: chains,
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
      kind: 'client',
      label: 'stream',
      owedByAnnotation: false,
      endsByItself: true,
      dispose: { destroy: {}, close: {} },
      // It destroys, which is no way to end what somebody reads.
      symbol: { async: true, since: '20.4.0', safe: false },
      closedWhen: { destroyed: true, closed: true, readableEnded: true },
      iterating: true,
      members: {
        ...listeners,
        setEncoding: chains,
        // The receiver that goes away takes its pipe off, and that is all: measured, the file stays open.
        pipe: { flowsInto: 0 },
        compose: goesOn,
        drop: goesOn,
        every: readsAll,
        filter: goesOn,
        find: readsAll,
        flatMap: goesOn,
        forEach: readsAll,
        iterator: goesOn,
        map: goesOn,
        read: goesOn,
        reduce: readsAll,
        resume: goesOn,
        some: readsAll,
        take: goesOn,
        toArray: readsAll,
      },
      unheard: {
        when: 'a file that cannot be read',
        goesWith: true,
        usedBy: ['pipe'],
        evidence: 'measured: ENOENT without a listener is an uncaught exception',
      },
    },
    WriteStream: {
      kind: 'client',
      label: 'stream',
      owedByAnnotation: false,
      endsByItself: true,
      dispose: { end: {}, destroy: {}, close: {} },
      symbol: { async: true, since: '22.4.0', safe: false },
      closedWhen: { destroyed: true, closed: true, writableEnded: true, writableFinished: true },
      members: { ...listeners, setDefaultEncoding: chains },
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
