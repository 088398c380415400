import { connectMs, pool, setting, timeoutMs, timeoutSeconds, type ClientCall, type ClientLibrary } from '../../source/index.js';

const http = { dependency: 'calls', protocol: 'http' } as const;
const TEMPLATE = '{RestTemplate,RestOperations,OAuth2RestTemplate,OAuth2RestOperations,KeycloakRestTemplate,AsyncRestTemplate,AsyncRestOperations}';
const url = (match: string, method?: string): ClientCall => ({ match, target: [0], ...(method === undefined ? {} : { method }) });
const messaging = (match: string, index = 0, dependency: 'publishes' | 'consumes' | 'calls' = 'publishes'): ClientCall => ({ match, channel: [index], dependency });

/**
 * Client libraries of Java and Kotlin. Names are simple type names: a file counts only when it imports from one of the
 * packages in `imports`. `T#m` is `m` called on a value of type `T`, or anywhere in a chain that begins with one.
 */
export const codeLibraries: readonly ClientLibrary[] = [
  {
    ...http, id: 'spring-resttemplate', imports: ['org.springframework.web.client', 'org.springframework.security.oauth2.client', 'org.springframework.boot.web.client', 'org.keycloak.adapters.springsecurity'],
    calls: [
      url(`${TEMPLATE}#{getForObject,getForEntity}`, 'GET'), url(`${TEMPLATE}#{postForObject,postForEntity,postForLocation}`, 'POST'), url(`${TEMPLATE}#put`, 'PUT'), url(`${TEMPLATE}#delete`, 'DELETE'),
      url(`${TEMPLATE}#patchForObject`, 'PATCH'), url(`${TEMPLATE}#{exchange,execute}`), url(`${TEMPLATE}#headForHeaders`, 'HEAD'), url(`${TEMPLATE}#optionsForAllow`, 'OPTIONS'), url('RestTemplateBuilder#rootUri'),
      { match: 'new RequestEntity', target: [2, 3] }, url('RequestEntity#{get,post,put,delete,patch}'),
    ],
  },
  { ...http, id: 'spring-restclient', imports: ['org.springframework.web.client'], calls: [url('RestClient#baseUrl'), url('RestClient.create'), url('RestClient#uri')] },
  { ...http, id: 'spring-webclient', imports: ['org.springframework.web.reactive.function.client'], calls: [url('WebClient#baseUrl'), url('WebClient.create'), url('WebClient#uri')] },
  { ...http, id: 'feign', imports: ['feign.'], calls: [{ match: 'Feign#target', target: [1] }, { match: '{HystrixFeign,Resilience4jFeign}#target', target: [1] }] },
  { ...http, id: 'okhttp', imports: ['okhttp3', 'com.squareup.okhttp', 'retrofit2', 'retrofit.'], calls: [url('Request#url'), url('Retrofit#baseUrl'), url('RestAdapter#setEndpoint')] },
  { ...http, id: 'apache-hc5', imports: ['org.apache.hc.'], calls: [url('new {HttpGet,HttpPost,HttpPut,HttpDelete,HttpPatch}'), url('{Request,SimpleHttpRequest,SimpleRequestBuilder,ClassicRequestBuilder}.{get,post,put,delete,patch,create}')] },
  { ...http, id: 'apache-hc4', imports: ['org.apache.http.'], calls: [url('new {HttpGet,HttpPost,HttpPut,HttpDelete,HttpPatch}'), url('Request.{Get,Post,Put,Delete,Patch}'), url('RequestBuilder#setUri'), url('RequestBuilder.{get,post,put,delete}')] },
  { ...http, id: 'java-net-http', imports: ['java.net.http'], calls: [url('HttpRequest#uri'), url('HttpRequest.newBuilder')] },
  { ...http, id: 'httpurlconnection', imports: ['java.net.URL', 'java.net.HttpURLConnection', 'java.net.*'], calls: [{ match: 'URL#{openConnection,openStream}', target: [{ chained: 'URL' }] }] },
  { ...http, id: 'jaxrs-client', imports: ['javax.ws.rs.client', 'jakarta.ws.rs.client'], calls: [url('{Client,ClientBuilder}#target')] },
  { ...http, id: 'microprofile-rest-client', imports: ['org.eclipse.microprofile.rest.client'], calls: [url('RestClientBuilder#{baseUri,baseUrl}')] },
  { ...http, id: 'jersey-client', imports: ['com.sun.jersey.api.client'], calls: [url('Client#resource')] },
  { ...http, id: 'keycloak-admin', imports: ['org.keycloak.admin.client'], calls: [url('KeycloakBuilder#serverUrl'), url('Keycloak.getInstance')] },
  { ...http, id: 'stripe-java', imports: ['com.stripe.model'], calls: [{ match: '{PaymentIntent,SetupIntent,Charge,Refund,Session,Customer,Subscription,Invoice,Payout,Transfer,Price,Product,PaymentMethod}.{create,retrieve,list,search}', target: [{ fixed: 'https://api.stripe.com' }] }] },
  { ...http, id: 'unirest-java', imports: ['com.mashape.unirest', 'kong.unirest'], calls: [url('Unirest.get', 'GET'), url('Unirest.post', 'POST'), url('Unirest.{put,delete,patch}')] },
  { ...http, id: 'ktor-client', imports: ['io.ktor.client'], calls: [url('HttpClient#{get,post,put,delete,patch,request}')] },
  { ...http, id: 'vertx-web-client', imports: ['io.vertx.ext.web.client'], calls: [url('WebClient#{getAbs,postAbs,putAbs,deleteAbs}'), { match: 'WebClient#{get,post,put,delete}', target: [{ host: 1, port: 0, defaultPort: 80 }] }] },
  { ...http, id: 'micronaut-http-client', imports: ['io.micronaut.http.client'], calls: [url('HttpClient.create'), url('RxHttpClient.create')] },
  // A service of the registry, chosen by code.
  { ...http, id: 'spring-cloud-loadbalancer', imports: ['org.springframework.cloud.client', 'com.netflix.discovery'], calls: [url('LoadBalancerClient#{choose,execute}'), url('DiscoveryClient#getInstances'), url('ReactiveDiscoveryClient#getInstances'), { match: '{EurekaClient,DiscoveryClient}#{getNextServerFromEureka,getApplication}', target: [0] }] },
  {
    id: 'grpc-java', dependency: 'calls', protocol: 'grpc', imports: ['io.grpc.'],
    calls: [url('{ManagedChannelBuilder,NettyChannelBuilder,OkHttpChannelBuilder}.forTarget'), { match: '{ManagedChannelBuilder,NettyChannelBuilder,OkHttpChannelBuilder}.forAddress', target: [{ host: 0, port: 1, defaultPort: 443 }] }, url('{ManagedChannelBuilder,Grpc}.newChannelBuilder')],
  },
  {
    id: 'jdbc', dependency: 'stores', protocol: 'sql', imports: ['java.sql', 'javax.sql', 'com.zaxxer.hikari', 'org.apache.commons.dbcp', 'org.springframework.jdbc', 'org.springframework.boot.jdbc', 'org.postgresql', 'com.mysql', 'org.apache.tomcat.jdbc'],
    calls: [{ ...url('DriverManager.getConnection'), single: true }, url('{HikariConfig,HikariDataSource}#setJdbcUrl'), url('{DriverManagerDataSource,BasicDataSource,DataSource,SimpleDriverDataSource,PGSimpleDataSource,MysqlDataSource}#{setUrl,setURL}'), url('DataSourceBuilder#url'), url('new DriverManagerDataSource')],
  },
  {
    id: 'jdbc', dependency: 'stores', protocol: 'sql', imports: ['io.r2dbc'],
    calls: [url('ConnectionFactories.get'), url('{PostgresqlConnectionConfiguration,MySqlConnectionConfiguration,MssqlConnectionConfiguration}#host')],
  },
  { id: 'mongodb-java', dependency: 'stores', protocol: 'mongodb', imports: ['com.mongodb', 'org.springframework.data.mongodb', 'com.mongodb.client'], calls: [{ match: 'new MongoClient', target: [{ host: 0, port: 1, defaultPort: 27017 }] }, url('new {MongoClientURI,ConnectionString,SimpleMongoClientDbFactory}'), url('{MongoClients,MongoClient}.create'), { match: 'new ServerAddress', target: [{ host: 0, port: 1, defaultPort: 27017 }] }] },
  { id: 'jedis', dependency: 'caches', protocol: 'redis', imports: ['redis.clients'], calls: [{ match: 'new Jedis', single: true, target: [{ host: 0, port: 1, defaultPort: 6379 }], settings: [timeoutMs(2)] }, { match: 'new {JedisPooled,HostAndPort}', target: [{ host: 0, port: 1, defaultPort: 6379 }], settings: [timeoutMs(2)] }, { match: 'new JedisPool', target: [{ host: 1, port: 2, defaultPort: 6379 }, { host: 0, port: 1, defaultPort: 6379 }], settings: [timeoutMs(3)] }] },
  {
    id: 'lettuce', dependency: 'caches', protocol: 'redis', imports: ['io.lettuce', 'org.springframework.data.redis', 'org.redisson'],
    calls: [url('RedisClient.create'), { match: 'RedisURI.create', target: [{ host: 0, port: 1, defaultPort: 6379 }] }, { match: 'new {RedisStandaloneConfiguration,LettuceConnectionFactory}', target: [{ host: 0, port: 1, defaultPort: 6379 }] }, url('{JedisConnectionFactory,RedisStandaloneConfiguration}#setHostName'), url('{SingleServerConfig,Config}#setAddress')],
  },
  { id: 'neo4j-java', dependency: 'stores', protocol: 'bolt', imports: ['org.neo4j'], calls: [url('GraphDatabase.driver'), url('Configuration#uri')] },
  { id: 'cassandra-java', dependency: 'stores', protocol: 'cassandra', imports: ['com.datastax'], calls: [url('{Cluster,CqlSession}#{addContactPoint,addContactPoints}')] },
  { id: 'elasticsearch-java', dependency: 'stores', protocol: 'http', imports: ['org.elasticsearch', 'org.apache.http'], calls: [{ match: 'new HttpHost', target: [{ host: 0, port: 1, defaultPort: 9200 }] }, url('HttpHost.create')] },
  {
    id: 'spring-kafka', dependency: 'publishes', protocol: 'kafka', imports: ['org.springframework.kafka', 'org.apache.kafka', 'io.smallrye.reactive.messaging'],
    calls: [messaging('{KafkaTemplate,ReplyingKafkaTemplate,ReactiveKafkaProducerTemplate,KafkaOperations}#{send,sendDefault}'), messaging('ReplyingKafkaTemplate#{sendAndReceive}', 0, 'calls'), messaging('new ProducerRecord'), messaging('{KafkaConsumer,Consumer}#subscribe', 0, 'consumes'), messaging('{StreamsBuilder,KStreamBuilder}#{stream,table,globalTable}', 0, 'consumes'), { match: 'new {KafkaProducer,DefaultKafkaProducerFactory}', dependency: 'publishes' }, { match: 'new {KafkaConsumer,DefaultKafkaConsumerFactory}', dependency: 'consumes' }],
  },
  {
    id: 'spring-amqp', dependency: 'publishes', protocol: 'amqp', imports: ['org.springframework.amqp'],
    calls: [messaging('{RabbitTemplate,AmqpTemplate,RabbitOperations,RabbitMessagingTemplate,AsyncRabbitTemplate}#{convertAndSend,send}'), messaging('{RabbitTemplate,AmqpTemplate,RabbitOperations,RabbitMessagingTemplate,AsyncRabbitTemplate}#{convertSendAndReceive,convertSendAndReceiveAsType,sendAndReceive}', 0, 'calls'), messaging('{RabbitTemplate,AmqpTemplate}#{receiveAndConvert,receive}', 0, 'consumes'), { match: 'new CachingConnectionFactory', target: [{ host: 0, port: 1, defaultPort: 5672 }] }, url('CachingConnectionFactory#{setHost,setAddresses}'), messaging('SimpleMessageListenerContainer#{setQueueNames,setQueues}', 0, 'consumes')],
  },
  { id: 'rabbitmq-java', dependency: 'publishes', protocol: 'amqp', imports: ['com.rabbitmq.client'], calls: [url('ConnectionFactory#{setHost,setUri}'), messaging('Channel#basicPublish'), { ...messaging('Channel#{basicConsume,basicGet}', 0, 'consumes'), settings: [setting('autoAck', 1, 'count')] }] },
  { id: 'spring-jms', dependency: 'publishes', protocol: 'openwire', imports: ['org.springframework.jms', 'javax.jms', 'org.apache.activemq'], calls: [messaging('{JmsTemplate,JmsMessagingTemplate}#{convertAndSend,send}'), url('new {ActiveMQConnectionFactory,ActiveMQJmsConnectionFactory}'), url('ActiveMQConnectionFactory#setBrokerURL')] },
  {
    id: 'dapr', dependency: 'calls', protocol: 'dapr', imports: ['io.dapr'],
    calls: [
      url('{DaprClient,DaprPreviewClient}#invokeMethod'), { ...messaging('{DaprClient,DaprPreviewClient}#{publishEvent,publishEvents}', 1), target: [0] },
      { match: 'DaprClient#{getState,getBulkState,saveState,saveBulkState,deleteState,executeStateTransaction}', target: [0], dependency: 'stores' },
      { match: 'DaprClient#invokeBinding', target: [0], dependency: 'publishes' }, { match: 'DaprClient#{getSecret,getBulkSecret,getConfiguration}', target: [0], dependency: 'configures' },
    ],
  },
  // https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/ : version 2, and version 1 from com.amazonaws.
  { id: 'aws-sdk-java-s3', dependency: 'stores', protocol: 's3', imports: ['software.amazon.awssdk.services.s3', 'com.amazonaws.services.s3'], calls: [{ match: '{S3Client,S3AsyncClient}.{builder,create}' }, { match: 'AmazonS3ClientBuilder.{standard,defaultClient}' }, { match: 'new AmazonS3Client' }, url('{S3Client,S3AsyncClient}#endpointOverride')] },
  { id: 'aws-sdk-java-dynamodb', dependency: 'stores', protocol: 'dynamodb', imports: ['software.amazon.awssdk.services.dynamodb', 'com.amazonaws.services.dynamodbv2'], calls: [{ match: '{DynamoDbClient,DynamoDbAsyncClient}.{builder,create}' }, { match: 'AmazonDynamoDBClientBuilder.{standard,defaultClient}' }, { match: 'new AmazonDynamoDBClient' }, url('{DynamoDbClient,DynamoDbAsyncClient}#endpointOverride')] },
  { id: 'aws-sdk-java-sns', dependency: 'publishes', protocol: 'sns', imports: ['software.amazon.awssdk.services.sns', 'com.amazonaws.services.sns'], calls: [{ match: '{SnsClient,SnsAsyncClient}.{builder,create}' }, { match: 'AmazonSNSClientBuilder.{standard,defaultClient}' }, { match: 'new AmazonSNSClient' }, url('{SnsClient,SnsAsyncClient}#endpointOverride')] },
  {
    id: 'aws-sdk-java-sqs', dependency: 'publishes', protocol: 'sqs', imports: ['software.amazon.awssdk.services.sqs', 'com.amazonaws.services.sqs'],
    calls: [{ match: '{SqsClient,SqsAsyncClient,AmazonSQS}#{sendMessage,sendMessageBatch}' }, { match: '{SqsClient,SqsAsyncClient,AmazonSQS}#receiveMessage', dependency: 'consumes' }, url('{SqsClient,SqsAsyncClient}#endpointOverride')],
  },
  { id: 'spymemcached', dependency: 'caches', protocol: 'memcached', imports: ['net.spy.memcached', 'net.rubyeye.xmemcached'], calls: [url('new {MemcachedClient,XMemcachedClient,XMemcachedClientBuilder}')] },
  { id: 'nats-java', dependency: 'publishes', protocol: 'nats', imports: ['io.nats.client'], calls: [url('Nats.{connect,connectAsynchronously}'), url('Options#server'), messaging('Connection#publish'), messaging('Connection#request', 0, 'calls'), messaging('{Connection,Dispatcher}#subscribe', 0, 'consumes')] },
  { id: 'paho-mqtt', dependency: 'publishes', protocol: 'mqtt', imports: ['org.eclipse.paho'], calls: [url('new {MqttClient,MqttAsyncClient}')] },
  { id: 'javamail', dependency: 'calls', protocol: 'smtp', imports: ['org.springframework.mail', 'javax.mail', 'jakarta.mail'], calls: [url('JavaMailSenderImpl#setHost'), { match: 'Transport.send' }, { match: '{JavaMailSender,JavaMailSenderImpl,MailSender}#send' }] },
];

export interface ConstructionSetting {
  readonly library: string;
  readonly match: string;
  /** The source is the position of the value. */
  readonly setting: ReturnType<typeof timeoutMs>;
  /** What the call itself means, whatever it is given. */
  readonly value?: string | boolean;
  /** Only where at least so many arguments are given: overloads. */
  readonly least?: number;
  /** What the argument before the value has to say, where the value's name is one: `property("...receive.timeout", 2000)`. */
  readonly key?: RegExp;
  /** What the chain has to hold at whose end it stands, where it stands at one. */
  readonly endOf?: { readonly call: string; readonly chain: RegExp };
}

const FACTORIES = '{SimpleClientHttpRequestFactory,HttpComponentsClientHttpRequestFactory,JdkClientHttpRequestFactory,JettyClientHttpRequestFactory,ReactorClientHttpRequestFactory,OkHttp3ClientHttpRequestFactory,RestTemplateBuilder,ClientHttpRequestFactorySettings,HttpClientSettings}';
const MANAGERS = '{PoolingHttpClientConnectionManager,PoolingHttpClientConnectionManagerBuilder,HttpClientBuilder,HttpClients}';
const READ = '{setReadTimeout,readTimeout,withReadTimeout}';
const CONNECT = '{setConnectTimeout,connectTimeout,withConnectTimeout}';

/** Properties that say where a library's clients connect to, as code puts them into maps. */
export const targetKeys: readonly { readonly library: string; readonly key: RegExp }[] = [
  { library: 'spring-kafka', key: /^bootstrap\.servers$|BOOTSTRAP_SERVERS_CONFIG/ },
  { library: 'javamail', key: /^mail\.smtps?\.host$/ },
];

/** `client.get().retrieve().bodyToMono(T.class).retryWhen(Retry.max(3))`, and not the polling of a database. */
const ANSWER = { call: 'retryWhen', chain: /\b(?:retrieve|exchange\w*|bodyTo\w+|toEntity\w*)\s*\(/ };

/** How the clients of a module are made: settings that hold for all of a library's clients of the module. */
export const constructionSettings: readonly ConstructionSetting[] = [
  ...['spring-resttemplate', 'spring-restclient'].flatMap((library) => [{ library, match: `${FACTORIES}#${READ}`, setting: timeoutMs(0) }, { library, match: `${FACTORIES}#${CONNECT}`, setting: connectMs(0) }]),
  { library: 'spring-webclient', match: 'HttpClient#responseTimeout', setting: timeoutMs(0) },
  { library: 'spring-webclient', match: 'WebClient#timeout', setting: timeoutMs(0) },
  { library: 'spring-webclient', match: 'WebClient#retry', setting: setting('retriesOnCall', 0, 'count') },
  { library: 'spring-webclient', match: 'WebClient#retry', setting: setting('retryCondition', 0, 'text'), value: 'everything' },
  { library: 'spring-webclient', match: 'Retry#{backoff,fixedDelay,max,maxInARow}', setting: setting('retryCondition', 0, 'text'), value: 'everything', endOf: ANSWER },
  { library: 'spring-webclient', match: 'Retry#filter', setting: setting('retryCondition', 0, 'milliseconds'), endOf: ANSWER },
  { library: 'spring-webclient', match: 'WebClient#{exchange,exchangeToMono,exchangeToFlux}', setting: setting('failsOnStatus', 0, 'text'), value: false },
  // https://projectreactor.io/docs/core/release/api/reactor/util/retry/Retry.html
  { library: 'spring-webclient', match: 'Retry#backoff', setting: setting('retryBackoff', 0, 'text'), value: 'exponential', endOf: ANSWER },
  { library: 'spring-webclient', match: 'Retry#fixedDelay', setting: setting('retryBackoff', 0, 'text'), value: 'fixed', endOf: ANSWER },
  { library: 'spring-webclient', match: 'Retry#{backoff,fixedDelay,max,maxInARow}', setting: setting('retriesOnCall', 0, 'count'), endOf: ANSWER },
  { library: 'spring-webclient', match: 'HttpClient#option', key: /CONNECT_TIMEOUT_MILLIS/, setting: connectMs(1) },
  { library: 'feign', match: 'new {Options,Request.Options}', least: 4, setting: timeoutMs(2) },
  { library: 'feign', match: 'new {Options,Request.Options}', setting: timeoutMs(1) },
  { library: 'feign', match: 'new {Options,Request.Options}', setting: connectMs(0) },
  { library: 'feign', match: 'new {Retryer.Default,Default}', setting: setting('retriesOnCall', 2, 'attempts') },
  { library: 'grpc-java', match: '*#withDeadlineAfter', setting: timeoutMs(0) },
  { library: 'grpc-java', match: '{ManagedChannelBuilder,NettyChannelBuilder,OkHttpChannelBuilder}#maxRetryAttempts', setting: setting('retriesOnCall', 0, 'attempts') },
  { library: 'okhttp', match: 'OkHttpClient#{readTimeout,callTimeout}', setting: timeoutMs(0) },
  { library: 'okhttp', match: 'OkHttpClient#connectTimeout', setting: connectMs(0) },
  { library: 'java-net-http', match: 'HttpRequest#timeout', setting: timeoutMs(0) },
  { library: 'java-net-http', match: 'HttpClient#connectTimeout', setting: connectMs(0) },
  { library: 'apache-hc4', match: 'RequestConfig#setSocketTimeout', setting: timeoutMs(0) },
  { library: 'apache-hc4', match: 'RequestConfig#setConnectTimeout', setting: connectMs(0) },
  { library: 'apache-hc5', match: 'RequestConfig#setResponseTimeout', setting: timeoutMs(0) },
  // https://hc.apache.org/httpcomponents-client-5.4.x/current/httpclient5/apidocs/ : of one manager, by all clients of the module.
  ...['spring-resttemplate', 'spring-restclient', 'apache-hc4', 'apache-hc5'].flatMap((library) => [
    { library, match: `${MANAGERS}#{setMaxTotal,setMaxConnTotal}`, setting: setting('sharedConnections', 0, 'count') },
    { library, match: `${MANAGERS}#{setDefaultMaxPerRoute,setMaxConnPerRoute}`, setting: setting('connectionsPerHost', 0, 'count') },
  ]),
  { library: 'jaxrs-client', match: 'ClientBuilder#readTimeout', setting: timeoutMs(0) },
  { library: 'jaxrs-client', match: 'ClientBuilder#connectTimeout', setting: connectMs(0) },
  // Each implementation has names of its own: com.ibm.ws.jaxrs.client.receive.timeout, jersey.config.client.readTimeout.
  { library: 'jaxrs-client', match: '{ClientBuilder,Client,ClientConfig}#property', key: /(?:receive|read|socket)[._-]?timeout/i, setting: timeoutMs(1) },
  { library: 'jaxrs-client', match: '{ClientBuilder,Client,ClientConfig}#property', key: /connect(?:ion)?[._-]?timeout/i, setting: connectMs(1) },
  { library: 'microprofile-rest-client', match: 'RestClientBuilder#readTimeout', setting: timeoutMs(0) },
  { library: 'microprofile-rest-client', match: 'RestClientBuilder#connectTimeout', setting: connectMs(0) },
  { library: 'apache-hc5', match: '{RequestConfig,ConnectionConfig}#setConnectTimeout', setting: connectMs(0) },
  { library: 'jdbc', match: '{HikariConfig,HikariDataSource}#setMaximumPoolSize', setting: pool(0) },
  { library: 'jdbc', match: '{HikariConfig,HikariDataSource}#setConnectionTimeout', setting: setting('acquireTimeout', 0, 'milliseconds') },
  { library: 'jdbc', match: '{Statement,PreparedStatement,CallableStatement,JdbcTemplate}#setQueryTimeout', setting: timeoutSeconds(0) },
  { library: 'lettuce', match: '{LettuceClientConfiguration,LettucePoolingClientConfiguration}#commandTimeout', setting: timeoutMs(0) },
  { library: 'lettuce', match: '{RedisClient,StatefulRedisConnection}#{setDefaultTimeout,setTimeout}', setting: timeoutMs(0) },
  { library: 'lettuce', match: '{Config,SingleServerConfig,ClusterServersConfig}#setTimeout', setting: timeoutMs(0) },
  { library: 'lettuce', match: '{Config,SingleServerConfig,ClusterServersConfig}#setConnectTimeout', setting: connectMs(0) },
  { library: 'lettuce', match: '{Config,SingleServerConfig,ClusterServersConfig}#setRetryAttempts', setting: setting('retriesOnCall', 0, 'count') },
  { library: 'spring-amqp', match: '{RabbitTemplate,RabbitMessagingTemplate,AsyncRabbitTemplate}#{setReplyTimeout,setReceiveTimeout}', setting: timeoutMs(0) },
  { library: 'rabbitmq-java', match: 'ConnectionFactory#setConnectionTimeout', setting: connectMs(0) },
  { library: 'rabbitmq-java', match: 'Channel#basicQos', least: 3, setting: setting('prefetch', 1, 'count') },
  { library: 'rabbitmq-java', match: 'Channel#basicQos', setting: setting('prefetch', 0, 'count') },
  ...['Properties', 'Map', 'HashMap'].flatMap((map): ConstructionSetting[] => [
    { library: 'spring-kafka', match: `${map}#{put,setProperty}`, key: /^acks$|ACKS_CONFIG/, setting: setting('producerAcks', 1, 'text') },
    { library: 'spring-kafka', match: `${map}#{put,setProperty}`, key: /^retries$|\bRETRIES_CONFIG/, setting: setting('retriesOnCall', 1, 'count') },
    { library: 'spring-kafka', match: `${map}#{put,setProperty}`, key: /^delivery\.timeout\.ms$|DELIVERY_TIMEOUT_MS_CONFIG/, setting: timeoutMs(1) },
    { library: 'spring-kafka', match: `${map}#{put,setProperty}`, key: /^max\.poll\.records$|MAX_POLL_RECORDS_CONFIG/, setting: setting('maxPollRecords', 1, 'count') },
    { library: 'spring-kafka', match: `${map}#{put,setProperty}`, key: /^max\.poll\.interval\.ms$|MAX_POLL_INTERVAL_MS_CONFIG/, setting: setting('maxPollInterval', 1, 'milliseconds') },
    { library: 'spring-kafka', match: `${map}#{put,setProperty}`, key: /^group\.id$|GROUP_ID_CONFIG/, setting: setting('consumerGroup', 1, 'text') },
    { library: 'javamail', match: `${map}#{put,setProperty}`, key: /^mail\.smtps?\.timeout$/, setting: timeoutMs(1) },
    { library: 'javamail', match: `${map}#{put,setProperty}`, key: /^mail\.smtps?\.connectiontimeout$/, setting: connectMs(1) },
  ]),
];
