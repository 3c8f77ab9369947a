import { library } from './vocabulary.ts';

const download = { call: { type: 'BlobDownloadResponseParsed', async: true } } as const;
const blob = { type: 'BlobClient' } as const;
const container = { type: 'ContainerClient' } as const;
const service = { type: 'BlobServiceClient' } as const;
const Blob = { construct: blob } as const;

/** The clients themselves keep nothing open: they share the agents of the package. */
export default library({
  package: '@azure/storage-blob',
  checked: { oldest: '12.32.0', newest: '12.32.0' },
  docs: 'https://learn.microsoft.com/javascript/api/@azure/storage-blob/blobclient#@azure-storage-blob-blobclient-download',
  modules: {
    '@azure/storage-blob': {
      BlobServiceClient: { construct: service, members: { fromConnectionString: { call: service } } },
      ContainerClient: { construct: container },
      BlobClient: Blob,
      BlockBlobClient: Blob,
      AppendBlobClient: Blob,
      PageBlobClient: Blob,
    },
  },
  unchecked:
    'Body: declared as NodeJS.ReadableStream, it is a Readable over the answer, as read in RetriableReadableStream.',
  types: {
    BlobServiceClient: { kind: 'plain', members: { getContainerClient: { call: container } } },
    ContainerClient: {
      kind: 'plain',
      members: {
        getBlobClient: { call: blob },
        getBlockBlobClient: { call: blob },
        getAppendBlobClient: { call: blob },
        getPageBlobClient: { call: blob },
      },
    },
    BlobClient: {
      kind: 'plain',
      names: ['BlobClient', 'BlockBlobClient', 'AppendBlobClient', 'PageBlobClient'],
      members: { download },
    },
    BlobDownloadResponseParsed: {
      kind: 'response',
      label: 'blob',
      owedByAnnotation: false,
      members: { readableStreamBody: { read: 'Body', carries: true }, blobBody: { read: 'Page', carries: true } },
    },
    Body: { kind: 'response', label: 'blob', names: [], extends: 'node:http#IncomingMessage' },
    // What a page is given instead, which holds no socket.
    Page: { kind: 'plain', names: [] },
  },
});
