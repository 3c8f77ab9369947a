import agentkeepalive from './agentkeepalive.ts';
import amqpConnectionManager from './amqp-connection-manager.ts';
import amqplib from './amqplib.ts';
import apolloClient from './apollo-client.ts';
import arangojs from './arangojs.ts';
import asyncRetry from './async-retry.ts';
import awsSdk from './aws-sdk.ts';
import axios from './axios.ts';
import axiosRetry from './axios-retry.ts';
import azureCosmos from './azure-cosmos.ts';
import azureEventHubs from './azure-event-hubs.ts';
import azureServiceBus from './azure-service-bus.ts';
import azureStorageBlob from './azure-storage-blob.ts';
import basicFtp from './basic-ftp.ts';
import beeQueue from './bee-queue.ts';
import betterSqlite3 from './better-sqlite3.ts';
import bull from './bull.ts';
import bullmq from './bullmq.ts';
import cassandraDriver from './cassandra-driver.ts';
import chokidar from './chokidar.ts';
import clickhouseClient from './clickhouse-client.ts';
import cockatiel from './cockatiel.ts';
import confluentincKafkaJavascript from './confluentinc-kafka-javascript.ts';
import connectionLike from './connection-like.ts';
import couchbase from './couchbase.ts';
import crossFetch from './cross-fetch.ts';
import discordJs from './discord-js.ts';
import duckdb from './duckdb.ts';
import elasticElasticsearch from './elastic-elasticsearch.ts';
import electricSqlPglite from './electric-sql-pglite.ts';
import etcd3 from './etcd3.ts';
import eventsource from './eventsource.ts';
import exponentialBackoff from './exponential-backoff.ts';
import ftp from './ftp.ts';
import genericPool from './generic-pool.ts';
import global from './global.ts';
import googleCloudFirestore from './google-cloud-firestore.ts';
import googleCloudPubsub from './google-cloud-pubsub.ts';
import googleCloudSpanner from './google-cloud-spanner.ts';
import googleGenai from './google-genai.ts';
import got from './got.ts';
import graphileWorker from './graphile-worker.ts';
import graphqlWs from './graphql-ws.ts';
import grpcGrpcJs from './grpc-grpc-js.ts';
import hazelcastClient from './hazelcast-client.ts';
import hdb from './hdb.ts';
import hpagent from './hpagent.ts';
import httpProxyAgent from './http-proxy-agent.ts';
import httpsProxyAgent from './https-proxy-agent.ts';
import ibmDb from './ibm-db.ts';
import imap from './imap.ts';
import imapSimple from './imap-simple.ts';
import imapflow from './imapflow.ts';
import ioredis from './ioredis.ts';
import iovalkey from './iovalkey.ts';
import isomorphicFetch from './isomorphic-fetch.ts';
import jsdom from './jsdom.ts';
import kafkajs from './kafkajs.ts';
import knex from './knex.ts';
import ky from './ky.ts';
import kysely from './kysely.ts';
import ldapjs from './ldapjs.ts';
import ldapts from './ldapts.ts';
import level from './level.ts';
import libsqlClient from './libsql-client.ts';
import lmdb from './lmdb.ts';
import mariadb from './mariadb.ts';
import memcached from './memcached.ts';
import memjs from './memjs.ts';
import mikroOrm from './mikro-orm.ts';
import minio from './minio.ts';
import modbusSerial from './modbus-serial.ts';
import modelcontextprotocolSdk from './modelcontextprotocol-sdk.ts';
import mongodb from './mongodb.ts';
import mongoose from './mongoose.ts';
import mqtt from './mqtt.ts';
import mssql from './mssql.ts';
import mysql from './mysql.ts';
import mysql2 from './mysql2.ts';
import nats from './nats.ts';
import natsIo from './nats-io.ts';
import needle from './needle.ts';
import neo4jDriver from './neo4j-driver.ts';
import neondatabaseServerless from './neondatabase-serverless.ts';
import nestjsMicroservices from './nestjs-microservices.ts';
import netSnmp from './net-snmp.ts';
import nodeDgram from './node-dgram.ts';
import nodeFetch from './node-fetch.ts';
import nodeFetchNative from './node-fetch-native.ts';
import nodeFirebird from './node-firebird.ts';
import nodeFs from './node-fs.ts';
import nodeHttp from './node-http.ts';
import nodeHttp2 from './node-http2.ts';
import nodeHttps from './node-https.ts';
import nodeNet from './node-net.ts';
import nodePty from './node-pty.ts';
import nodeRdkafka from './node-rdkafka.ts';
import nodeSqlite from './node-sqlite.ts';
import nodeSsh from './node-ssh.ts';
import nodeStream from './node-stream.ts';
import nodeTls from './node-tls.ts';
import nodeZookeeperClient from './node-zookeeper-client.ts';
import nodemailer from './nodemailer.ts';
import odbc from './odbc.ts';
import ofetch from './ofetch.ts';
import opensearchProjectOpensearch from './opensearch-project-opensearch.ts';
import opossum from './opossum.ts';
import oracledb from './oracledb.ts';
import pQueue from './p-queue.ts';
import pRetry from './p-retry.ts';
import pg from './pg.ts';
import pgBoss from './pg-boss.ts';
import pgCursor from './pg-cursor.ts';
import pgPromise from './pg-promise.ts';
import piscina from './piscina.ts';
import playwright from './playwright.ts';
import postgres from './postgres.ts';
import prismaClient from './prisma-client.ts';
import promiseFtp from './promise-ftp.ts';
import promiseRetry from './promise-retry.ts';
import proxyAgent from './proxy-agent.ts';
import puppeteer from './puppeteer.ts';
import puppeteerCluster from './puppeteer-cluster.ts';
import qdrantJsClientRest from './qdrant-js-client-rest.ts';
import redis from './redis.ts';
import redisMpool from './redis-mpool.ts';
import redlock from './redlock.ts';
import request from './request.ts';
import rethinkdb from './rethinkdb.ts';
import rethinkdbTs from './rethinkdb-ts.ts';
import seleniumWebdriver from './selenium-webdriver.ts';
import sequelize from './sequelize.ts';
import sequelizeCore from './sequelize-core.ts';
import serialport from './serialport.ts';
import slonik from './slonik.ts';
import snowflakeSdk from './snowflake-sdk.ts';
import socketIoClient from './socket-io-client.ts';
import socksProxyAgent from './socks-proxy-agent.ts';
import sqlite from './sqlite.ts';
import sqlite3 from './sqlite3.ts';
import ssh2 from './ssh2.ts';
import ssh2SftpClient from './ssh2-sftp-client.ts';
import stompit from './stompit.ts';
import supabaseJs from './supabase-js.ts';
import superagent from './superagent.ts';
import tanstackReactQuery from './tanstack-react-query.ts';
import tarn from './tarn.ts';
import tedious from './tedious.ts';
import telnetClient from './telnet-client.ts';
import temporalioClient from './temporalio-client.ts';
import temporalioWorker from './temporalio-worker.ts';
import testcontainers from './testcontainers.ts';
import tinypool from './tinypool.ts';
import twilio from './twilio.ts';
import typeorm from './typeorm.ts';
import undici from './undici.ts';
import valkeyValkeyGlide from './valkey-valkey-glide.ts';
import vercelPostgres from './vercel-postgres.ts';
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
  amqpConnectionManager,
  amqplib,
  apolloClient,
  arangojs,
  asyncRetry,
  awsSdk,
  axios,
  axiosRetry,
  azureCosmos,
  azureEventHubs,
  azureServiceBus,
  azureStorageBlob,
  basicFtp,
  beeQueue,
  betterSqlite3,
  bull,
  bullmq,
  cassandraDriver,
  chokidar,
  clickhouseClient,
  cockatiel,
  confluentincKafkaJavascript,
  connectionLike,
  couchbase,
  crossFetch,
  discordJs,
  duckdb,
  elasticElasticsearch,
  electricSqlPglite,
  etcd3,
  eventsource,
  exponentialBackoff,
  ftp,
  genericPool,
  global,
  googleCloudFirestore,
  googleCloudPubsub,
  googleCloudSpanner,
  googleGenai,
  got,
  graphileWorker,
  graphqlWs,
  grpcGrpcJs,
  hazelcastClient,
  hdb,
  hpagent,
  httpProxyAgent,
  httpsProxyAgent,
  ibmDb,
  imap,
  imapSimple,
  imapflow,
  ioredis,
  iovalkey,
  isomorphicFetch,
  jsdom,
  kafkajs,
  knex,
  ky,
  kysely,
  ldapjs,
  ldapts,
  level,
  libsqlClient,
  lmdb,
  mariadb,
  memcached,
  memjs,
  mikroOrm,
  minio,
  modbusSerial,
  modelcontextprotocolSdk,
  mongodb,
  mongoose,
  mqtt,
  mssql,
  mysql,
  mysql2,
  nats,
  natsIo,
  needle,
  neo4jDriver,
  neondatabaseServerless,
  nestjsMicroservices,
  netSnmp,
  nodeDgram,
  nodeFetch,
  nodeFetchNative,
  nodeFirebird,
  nodeFs,
  nodeHttp,
  nodeHttp2,
  nodeHttps,
  nodeNet,
  nodePty,
  nodeRdkafka,
  nodeSqlite,
  nodeSsh,
  nodeStream,
  nodeTls,
  nodeZookeeperClient,
  nodemailer,
  odbc,
  ofetch,
  opensearchProjectOpensearch,
  opossum,
  oracledb,
  pQueue,
  pRetry,
  pg,
  pgBoss,
  pgCursor,
  pgPromise,
  piscina,
  playwright,
  postgres,
  prismaClient,
  promiseFtp,
  promiseRetry,
  proxyAgent,
  puppeteer,
  puppeteerCluster,
  qdrantJsClientRest,
  redis,
  redisMpool,
  redlock,
  request,
  rethinkdb,
  rethinkdbTs,
  seleniumWebdriver,
  sequelize,
  sequelizeCore,
  serialport,
  slonik,
  snowflakeSdk,
  socketIoClient,
  socksProxyAgent,
  sqlite,
  sqlite3,
  ssh2,
  ssh2SftpClient,
  stompit,
  supabaseJs,
  superagent,
  tanstackReactQuery,
  tarn,
  tedious,
  telnetClient,
  temporalioClient,
  temporalioWorker,
  testcontainers,
  tinypool,
  twilio,
  typeorm,
  undici,
  valkeyValkeyGlide,
  vercelPostgres,
  weaviateClient,
  webdriverio,
  workerpool,
  wretch,
  ws,
  zillizMilvus2SdkNode,
];
