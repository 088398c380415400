/** A resource that the host starts in a container: its image, and how it hands out its address. */
export interface ContainerResource {
  readonly image: string;
  /** `{}` is its name. */
  readonly address: string;
}

const sql = (image: string, address: string): ContainerResource => ({ image, address });

/** Methods of the application's builder, by name. Those of Azure stand for the same product run elsewhere. */
export const containers: ReadonlyMap<string, ContainerResource> = new Map(Object.entries({
  AddRedis: sql('redis', '{}:6379'),
  AddAzureRedis: sql('redis', '{}:6379'),
  AddValkey: sql('valkey/valkey', '{}:6379'),
  AddGarnet: sql('ghcr.io/microsoft/garnet', '{}:6379'),
  AddPostgres: sql('postgres', 'Host={};Port=5432'),
  AddAzurePostgresFlexibleServer: sql('postgres', 'Host={};Port=5432'),
  AddSqlServer: sql('mcr.microsoft.com/mssql/server', 'Server={},1433'),
  AddAzureSqlServer: sql('mcr.microsoft.com/mssql/server', 'Server={},1433'),
  AddMySql: sql('mysql', 'Server={};Port=3306'),
  AddOracle: sql('container-registry.oracle.com/database/free', '{}:1521'),
  AddMongoDB: sql('mongo', 'mongodb://{}:27017'),
  AddRabbitMQ: sql('rabbitmq', 'amqp://{}:5672'),
  AddKafka: sql('confluentinc/cp-kafka', '{}:9092'),
  AddNats: sql('nats', 'nats://{}:4222'),
  AddElasticsearch: sql('elasticsearch', 'http://{}:9200'),
  AddMeilisearch: sql('getmeili/meilisearch', 'http://{}:7700'),
  AddQdrant: sql('qdrant/qdrant', 'http://{}:6334'),
  AddMilvus: sql('milvusdb/milvus', 'http://{}:19530'),
  AddKeycloak: sql('quay.io/keycloak/keycloak', 'http://{}:8080'),
  AddSeq: sql('datalust/seq', 'http://{}:80'),
  AddMailPit: sql('axllent/mailpit', 'smtp://{}:1025'),
}));

/** Resources that are started from a folder of source. */
export const applications: ReadonlySet<string> = new Set(['AddNpmApp', 'AddNodeApp', 'AddJavaScriptApp', 'AddViteApp', 'AddPythonApp', 'AddPythonModule', 'AddPythonScript', 'AddUvicornApp', 'AddDockerfile', 'AddGolangApp', 'AddSpringApp', 'AddCSharpApp', 'AddExecutable', 'AddBunApp', 'AddDenoApp', 'AddRustApp']);

export const projects: ReadonlySet<string> = new Set(['AddProject', 'AddAzureFunctionsProject']);
