import agentkeepalive from './agentkeepalive.ts';
import amqplib from './amqplib.ts';
import axios from './axios.ts';
import basicFtp from './basic-ftp.ts';
import bullmq from './bullmq.ts';
import crossFetch from './cross-fetch.ts';
import discordJs from './discord-js.ts';
import eventsource from './eventsource.ts';
import global from './global.ts';
import googleGenai from './google-genai.ts';
import got from './got.ts';
import grpcGrpcJs from './grpc-grpc-js.ts';
import hpagent from './hpagent.ts';
import httpProxyAgent from './http-proxy-agent.ts';
import httpsProxyAgent from './https-proxy-agent.ts';
import imapflow from './imapflow.ts';
import ioredis from './ioredis.ts';
import isomorphicFetch from './isomorphic-fetch.ts';
import kafkajs from './kafkajs.ts';
import knex from './knex.ts';
import ky from './ky.ts';
import ldapjs from './ldapjs.ts';
import ldapts from './ldapts.ts';
import modelcontextprotocolSdk from './modelcontextprotocol-sdk.ts';
import mongodb from './mongodb.ts';
import mqtt from './mqtt.ts';
import mysql2 from './mysql2.ts';
import neo4jDriver from './neo4j-driver.ts';
import nodeDgram from './node-dgram.ts';
import nodeFetch from './node-fetch.ts';
import nodeFetchNative from './node-fetch-native.ts';
import nodeFs from './node-fs.ts';
import nodeHttp from './node-http.ts';
import nodeHttp2 from './node-http2.ts';
import nodeHttps from './node-https.ts';
import nodeNet from './node-net.ts';
import nodePty from './node-pty.ts';
import nodeSqlite from './node-sqlite.ts';
import nodeSsh from './node-ssh.ts';
import nodeTls from './node-tls.ts';
import nodeZookeeperClient from './node-zookeeper-client.ts';
import nodemailer from './nodemailer.ts';
import ofetch from './ofetch.ts';
import pg from './pg.ts';
import piscina from './piscina.ts';
import playwright from './playwright.ts';
import proxyAgent from './proxy-agent.ts';
import puppeteer from './puppeteer.ts';
import puppeteerCluster from './puppeteer-cluster.ts';
import redis from './redis.ts';
import seleniumWebdriver from './selenium-webdriver.ts';
import sequelize from './sequelize.ts';
import socketIoClient from './socket-io-client.ts';
import socksProxyAgent from './socks-proxy-agent.ts';
import ssh2 from './ssh2.ts';
import ssh2SftpClient from './ssh2-sftp-client.ts';
import temporalioClient from './temporalio-client.ts';
import temporalioWorker from './temporalio-worker.ts';
import testcontainers from './testcontainers.ts';
import tinypool from './tinypool.ts';
import typeorm from './typeorm.ts';
import undici from './undici.ts';
import weaviateClient from './weaviate-client.ts';
import webdriverio from './webdriverio.ts';
import workerpool from './workerpool.ts';
import wretch from './wretch.ts';
import ws from './ws.ts';
import zillizMilvus2SdkNode from './zilliz-milvus2-sdk-node.ts';
import type { Library } from './vocabulary.ts';

/** Every entry that ships with the plugin, in alphabetical order of the files. */
export const libraries: readonly Library[] = [
  agentkeepalive,
  amqplib,
  axios,
  basicFtp,
  bullmq,
  crossFetch,
  discordJs,
  eventsource,
  global,
  googleGenai,
  got,
  grpcGrpcJs,
  hpagent,
  httpProxyAgent,
  httpsProxyAgent,
  imapflow,
  ioredis,
  isomorphicFetch,
  kafkajs,
  knex,
  ky,
  ldapjs,
  ldapts,
  modelcontextprotocolSdk,
  mongodb,
  mqtt,
  mysql2,
  neo4jDriver,
  nodeDgram,
  nodeFetch,
  nodeFetchNative,
  nodeFs,
  nodeHttp,
  nodeHttp2,
  nodeHttps,
  nodeNet,
  nodePty,
  nodeSqlite,
  nodeSsh,
  nodeTls,
  nodeZookeeperClient,
  nodemailer,
  ofetch,
  pg,
  piscina,
  playwright,
  proxyAgent,
  puppeteer,
  puppeteerCluster,
  redis,
  seleniumWebdriver,
  sequelize,
  socketIoClient,
  socksProxyAgent,
  ssh2,
  ssh2SftpClient,
  temporalioClient,
  temporalioWorker,
  testcontainers,
  tinypool,
  typeorm,
  undici,
  weaviateClient,
  webdriverio,
  workerpool,
  wretch,
  ws,
  zillizMilvus2SdkNode,
];
