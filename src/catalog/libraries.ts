import amqplib from './amqplib.ts';
import axios from './axios.ts';
import bullmq from './bullmq.ts';
import global from './global.ts';
import got from './got.ts';
import ioredis from './ioredis.ts';
import kafkajs from './kafkajs.ts';
import knex from './knex.ts';
import mongodb from './mongodb.ts';
import mqtt from './mqtt.ts';
import mysql2 from './mysql2.ts';
import neo4jDriver from './neo4j-driver.ts';
import nodeDgram from './node-dgram.ts';
import nodeFetch from './node-fetch.ts';
import nodeFs from './node-fs.ts';
import nodeHttp from './node-http.ts';
import nodeHttp2 from './node-http2.ts';
import nodeHttps from './node-https.ts';
import nodeNet from './node-net.ts';
import nodeSqlite from './node-sqlite.ts';
import nodeTls from './node-tls.ts';
import pg from './pg.ts';
import redis from './redis.ts';
import sequelize from './sequelize.ts';
import typeorm from './typeorm.ts';
import undici from './undici.ts';
import type { Library } from './vocabulary.ts';

/** Every entry that ships with the plugin, in alphabetical order of the files. */
export const libraries: readonly Library[] = [
  amqplib,
  axios,
  bullmq,
  global,
  got,
  ioredis,
  kafkajs,
  knex,
  mongodb,
  mqtt,
  mysql2,
  neo4jDriver,
  nodeDgram,
  nodeFetch,
  nodeFs,
  nodeHttp,
  nodeHttp2,
  nodeHttps,
  nodeNet,
  nodeSqlite,
  nodeTls,
  pg,
  redis,
  sequelize,
  typeorm,
  undici,
];
