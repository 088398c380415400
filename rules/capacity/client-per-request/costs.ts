import type { ClientFact } from '../../../analyzer/facts/types.js';

/** What constructing a client again and again costs most. */
export type Cost =
  /** Connections of a server that accepts so many. */
  | 'connections'
  /** Ports of the caller: a connection that was closed keeps its port for minutes. */
  | 'ports'
  /** The time in which a connection is opened. */
  | 'time';

/**
 * By library. Left out are those that keep their connections elsewhere, whoever constructs how many clients: Npgsql and SqlClient by
 * connection string, the MongoDB driver of .NET by its settings, `mongoose.connect` in the module, `RestTemplate` in the JVM.
 */
const COSTS: Readonly<Record<Cost, readonly string[]>> = {
  connections: [
    'pg', 'postgres.js', 'mysql2', 'mariadb', 'tedious', 'typeorm', 'sequelize', 'knex', 'prisma', 'drizzle', 'mongodb', 'neo4j-js', 'cassandra-js', 'amqplib', 'amqp-connection-manager', 'kafkajs',
    'psycopg2', 'psycopg', 'psycopg-pool', 'asyncpg', 'pymysql', 'sqlalchemy', 'pymongo', 'cassandra-driver', 'neo4j-python', 'pika', 'aio-pika', 'kafka-python', 'confluent-kafka',
    'go-database-sql', 'gorm', 'pgx', 'mongo-go', 'gocql', 'neo4j-go', 'amqp091-go', 'jdbc', 'mongodb-java', 'neo4j-java', 'rabbitmq-dotnet', 'cassandra-dotnet',
  ],
  ports: ['dotnet-httpclient'],
  time: ['grpc-js', 'grpc-go', 'grpcio', 'grpc-java', 'grpc-dotnet', 'ioredis', 'node-redis', 'redis-py', 'go-redis', 'jedis', 'lettuce', 'stackexchange-redis', 'boto3', 'aws-sdk-js-v3'],
};

const byLibrary: ReadonlyMap<string, Cost> = new Map((Object.keys(COSTS) as Cost[]).flatMap((cost) => COSTS[cost].map((library) => [library, cost] as const)));

/** Undefined where it costs little, or nobody knows. */
export const costOf = ({ library }: ClientFact): Cost | undefined => byLibrary.get(library);
