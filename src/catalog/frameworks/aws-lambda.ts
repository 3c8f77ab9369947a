import { framework } from './entry.ts';

/** Functions that AWS Lambda calls by the name under which a module exports them, and wrappers round them. */
export default framework({
  name: 'Lambda',
  modules: ['aws-lambda', '@middy/core', '@sentry/serverless', '@sentry/aws-serverless'],
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html',
  unit: 'request',
  registrations: [
    { methods: ['default', 'wrapHandler'] },
    // `middy().use(parser()).handler(answer)`
    { on: ['default'], methods: ['handler'] },
  ],
  parameters: [
    'APIGatewayEvent',
    'APIGatewayProxyEvent',
    'APIGatewayProxyEventV2',
    'APIGatewayProxyWebsocketEventV2',
    'APIGatewayRequestAuthorizerEvent',
    'APIGatewayTokenAuthorizerEvent',
    'ALBEvent',
    'CloudFrontRequestEvent',
    'CloudWatchLogsEvent',
    'DynamoDBStreamEvent',
    'EventBridgeEvent',
    'KinesisStreamEvent',
    'LambdaFunctionURLEvent',
    'S3Event',
    'ScheduledEvent',
    'SNSEvent',
    'SQSEvent',
  ],
  functions: [
    'Handler',
    'ALBHandler',
    'APIGatewayProxyHandler',
    'APIGatewayProxyHandlerV2',
    'DynamoDBStreamHandler',
    'EventBridgeHandler',
    'KinesisStreamHandler',
    'LambdaFunctionURLHandler',
    'S3Handler',
    'ScheduledHandler',
    'SNSHandler',
    'SQSHandler',
  ],
  exported: [
    { names: ['handler', 'lambdaHandler'], path: '(?:^|[/_-])lambdas?(?:[/_.-]|$)' },
    {
      names: ['handler', 'lambdaHandler'],
      parameter: ['event', '_event', 'evt', 'lambdaEvent', 'apiEvent', 'sqsEvent'],
    },
  ],
});
