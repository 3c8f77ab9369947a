import { framework } from './entry.ts';

/** Controllers, resolvers, what stands before and after them, and classes that are built for each request. */
export default framework({
  name: 'NestJS',
  modules: [
    '@nestjs/common',
    '@nestjs/graphql',
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@nestjs/schedule',
    '@nestjs/bull',
    '@nestjs/bullmq',
    '@nestjs/event-emitter',
  ],
  docs: 'https://docs.nestjs.com/controllers',
  unit: 'request',
  classes: [
    {
      decorator: 'Controller',
      decorated: [
        'Get',
        'Post',
        'Put',
        'Patch',
        'Delete',
        'Head',
        'Options',
        'All',
        'Sse',
        'MessagePattern',
        'EventPattern',
        'GrpcMethod',
        'GrpcStreamMethod',
      ],
    },
    { decorator: 'Resolver', decorated: ['Query', 'Mutation', 'Subscription', 'ResolveField', 'ResolveReference'] },
    { decorator: 'WebSocketGateway', decorated: ['SubscribeMessage'], unit: 'message' },
    { of: 'CanActivate', methods: ['canActivate'] },
    { of: 'PipeTransform', methods: ['transform'] },
    { of: 'NestInterceptor', methods: ['intercept'] },
    { of: 'NestMiddleware', methods: ['use'] },
    { of: 'ExceptionFilter', methods: ['catch'] },
    { decorator: 'Processor', decorated: ['Process'], unit: 'job' },
    { decorated: ['Cron', 'Interval'], unit: 'tick' },
    { decorated: ['OnEvent'], unit: 'event' },
  ],
});
