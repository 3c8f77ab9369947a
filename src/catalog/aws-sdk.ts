import { library } from './vocabulary.ts';

/**
 * Idle sockets close by themselves after a while, and the documentation leaves `destroy()` to those who cannot wait. A handler that
 * is passed in keeps its owner: destroying the client would destroy it for everybody.
 */
const construct = [
  { type: 'BorrowingClient', when: [{ arg: 0, path: 'requestHandler' }] },
  { type: 'Client', owned: 'if disposed' },
] as const;
const client = {
  construct,
  waits: {
    for: 'a response',
    options: [0],
    bounds: [
      { path: 'requestHandler.socketTimeout', unit: 'ms', none: [0] },
      { path: 'requestHandler.requestTimeout', unit: 'ms', none: [0], with: 'requestHandler.throwOnRequestTimeout' },
    ],
    forAll: true,
    boundEach: { methods: { send: 1 }, paths: ['abortSignal'] },
    // They sign an address, and ask nobody.
    idleIn: ['getSignedUrl', 'createPresignedPost', 'getCloudFrontSignedUrl'],
    evidence:
      '@smithy/node-http-handler: connectionTimeout, requestTimeout and socketTimeout are 0 where nothing is said, and requestTimeout only logs a warning',
  },
} as const;

/** Who takes messages waits for them by intention, for up to twenty seconds; such a client would need a bound of its own. */
const polling = {
  ...client,
  waits: {
    ...client.waits,
    boundElsewhere: { says: String.raw`['"]sqs-consumer['"]|\bWaitTimeSeconds\b`, in: 'project' },
  },
} as const;

/** They speak HTTP/2, whose handler has another timeout. */
const multiplexing = {
  ...client,
  waits: {
    ...client.waits,
    bounds: [{ path: 'requestHandler.requestTimeout', unit: 'ms', none: [0] }],
    evidence:
      '@smithy/node-http-handler/dist-cjs/index.js: NodeHttp2Handler sets a timer only where requestTimeout is given',
  },
} as const;

const s3 = { ...client, construct: [construct[0], { type: 'S3Client', owned: 'if disposed' }] } as const;
/** Its `Body` is the stream of the answer, which keeps one of the sockets of the client until it is read. */
const object = { type: 'GetObjectOutput', async: true } as const;
const sends = { async: true, call: [{ ...object, when: [{ arg: 0, made: ['GetObjectCommand'] }] }] } as const;

/**
 * Version 3, one package a service, of which the ones most used are here. `DynamoDBDocumentClient.from` is left out: its own
 * `destroy` does nothing, and what it is made from is the client.
 */
export default library({
  package: '@aws-sdk/client-s3',
  checked: { oldest: '3.1169.0', newest: '3.1169.0' },
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/Class/Client/',
  modules: {
    '@aws-sdk/client-athena': { AthenaClient: client, Athena: client },
    '@aws-sdk/client-bedrock-agent-runtime': { BedrockAgentRuntimeClient: client, BedrockAgentRuntime: client },
    '@aws-sdk/client-bedrock-runtime': { BedrockRuntimeClient: multiplexing, BedrockRuntime: multiplexing },
    '@aws-sdk/client-cloudwatch': { CloudWatchClient: client, CloudWatch: client },
    '@aws-sdk/client-cloudwatch-logs': { CloudWatchLogsClient: client, CloudWatchLogs: client },
    '@aws-sdk/client-cognito-identity-provider': {
      CognitoIdentityProviderClient: client,
      CognitoIdentityProvider: client,
    },
    '@aws-sdk/client-dynamodb': { DynamoDBClient: client, DynamoDB: client },
    '@aws-sdk/client-eventbridge': { EventBridgeClient: client, EventBridge: client },
    '@aws-sdk/client-firehose': { FirehoseClient: client, Firehose: client },
    '@aws-sdk/client-kinesis': { KinesisClient: multiplexing, Kinesis: multiplexing },
    '@aws-sdk/client-kms': { KMSClient: client, KMS: client },
    '@aws-sdk/client-lambda': { LambdaClient: client, Lambda: client },
    '@aws-sdk/client-rekognition': { RekognitionClient: client, Rekognition: client },
    '@aws-sdk/client-s3': {
      S3Client: s3,
      S3: { ...s3, construct: [construct[0], { type: 'S3', owned: 'if disposed' }] },
    },
    '@aws-sdk/client-scheduler': { SchedulerClient: client, Scheduler: client },
    '@aws-sdk/client-secrets-manager': { SecretsManagerClient: client, SecretsManager: client },
    '@aws-sdk/client-ses': { SESClient: client, SES: client },
    '@aws-sdk/client-sesv2': { SESv2Client: client, SESv2: client },
    '@aws-sdk/client-sfn': { SFNClient: client, SFN: client },
    '@aws-sdk/client-sns': { SNSClient: client, SNS: client },
    '@aws-sdk/client-sqs': { SQSClient: polling, SQS: polling },
    '@aws-sdk/client-ssm': { SSMClient: client, SSM: client },
    '@aws-sdk/client-sts': { STSClient: client, STS: client },
    '@aws-sdk/client-textract': { TextractClient: client, Textract: client },
  },
  unchecked:
    'GetObjectOutput.Body hangs on the command that is sent, of which the declarations of send say nothing by themselves; Body.transformToString, Body.transformToByteArray and Body.transformToWebStream were read in SdkStreamMixin of @smithy/types, which every stream is given.',
  types: {
    // It connects at its first request, and keeps the sockets that it opened.
    Client: {
      kind: 'client',
      rebuilt: {
        harms: 'request',
        shared: true,
        idle: true,
        secrets: ['credentials'],
        computing: ['getSignedUrl', 'createPresignedPost'],
      },
      names: [
        'AthenaClient',
        'Athena',
        'BedrockAgentRuntimeClient',
        'BedrockAgentRuntime',
        'BedrockRuntimeClient',
        'BedrockRuntime',
        'CloudWatchClient',
        'CloudWatch',
        'CloudWatchLogsClient',
        'CloudWatchLogs',
        'CognitoIdentityProviderClient',
        'CognitoIdentityProvider',
        'DynamoDBClient',
        'DynamoDB',
        'EventBridgeClient',
        'EventBridge',
        'FirehoseClient',
        'Firehose',
        'KinesisClient',
        'Kinesis',
        'KMSClient',
        'KMS',
        'LambdaClient',
        'Lambda',
        'RekognitionClient',
        'Rekognition',
        'SchedulerClient',
        'Scheduler',
        'SecretsManagerClient',
        'SecretsManager',
        'SESClient',
        'SES',
        'SESv2Client',
        'SESv2',
        'SFNClient',
        'SFN',
        'SNSClient',
        'SNS',
        'SQSClient',
        'SQS',
        'SSMClient',
        'SSM',
        'STSClient',
        'STS',
        'TextractClient',
        'Textract',
      ],
      reopens: true,
      dispose: { destroy: {} },
      members: { send: { async: true } },
    },
    S3Client: { kind: 'client', extends: 'Client', names: ['S3Client'], members: { send: sends } },
    S3: {
      kind: 'client',
      extends: 'S3Client',
      names: ['S3'],
      // With a callback last it gives nothing.
      members: { getObject: { async: true, call: object } },
    },
    GetObjectOutput: {
      kind: 'response',
      label: 'object',
      names: ['GetObjectCommandOutput', 'GetObjectOutput'],
      owedByAnnotation: false,
      members: { Body: { read: 'Body', carries: true } },
    },
    Body: {
      kind: 'response',
      label: 'object',
      names: [],
      extends: 'node:http#IncomingMessage',
      dispose: {
        transformToString: { async: true },
        transformToByteArray: { async: true },
        transformToWebStream: { forced: true },
      },
      closedWhen: { destroyed: true },
    },
    // The sockets are those of the handler, but each client asks for its credentials and builds its endpoints anew.
    BorrowingClient: {
      kind: 'plain',
      label: 'client',
      names: [],
      rebuilt: {
        harms: 'request',
        shared: true,
        idle: true,
        secrets: ['credentials'],
        computing: ['getSignedUrl', 'createPresignedPost'],
      },
      dispose: { destroy: {} },
      members: { send: sends },
    },
  },
});
