import amqp from './amqp.ts';
import awsLambda from './aws-lambda.ts';
import azureFunctions from './azure-functions.ts';
import bullmq from './bullmq.ts';
import bunGlobal from './bun-global.ts';
import bun from './bun.ts';
import cron from './cron.ts';
import deno from './deno.ts';
import eventEmitter from './event-emitter.ts';
import express from './express.ts';
import fastify from './fastify.ts';
import googleCloudFunctions from './google-cloud-functions.ts';
import graphql from './graphql.ts';
import grpc from './grpc.ts';
import h3 from './h3.ts';
import hono from './hono.ts';
import httpRoutes from './http-routes.ts';
import jobQueues from './job-queues.ts';
import kafka from './kafka.ts';
import koa from './koa.ts';
import mcp from './mcp.ts';
import mqtt from './mqtt.ts';
import nats from './nats.ts';
import nestjs from './nestjs.ts';
import netlifyFunctions from './netlify-functions.ts';
import next from './next.ts';
import nodeHttp from './node-http.ts';
import remix from './remix.ts';
import rpcTransports from './rpc-transports.ts';
import socketIo from './socket-io.ts';
import sqsConsumer from './sqs-consumer.ts';
import sveltekit from './sveltekit.ts';
import timers from './timers.ts';
import trpc from './trpc.ts';
import vercelFunctions from './vercel-functions.ts';
import ws from './ws.ts';
import type { Framework } from './vocabulary.ts';

/** Every framework that is known, in alphabetical order of the files. */
export const frameworks: readonly Framework[] = [
  amqp,
  awsLambda,
  azureFunctions,
  bullmq,
  bunGlobal,
  bun,
  cron,
  deno,
  eventEmitter,
  express,
  fastify,
  googleCloudFunctions,
  graphql,
  grpc,
  h3,
  hono,
  httpRoutes,
  jobQueues,
  kafka,
  koa,
  mcp,
  mqtt,
  nats,
  nestjs,
  netlifyFunctions,
  next,
  nodeHttp,
  remix,
  rpcTransports,
  socketIo,
  sqsConsumer,
  sveltekit,
  timers,
  trpc,
  vercelFunctions,
  ws,
];
