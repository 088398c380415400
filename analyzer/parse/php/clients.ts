import { attempts, connectSeconds, setting, timeoutSeconds, type ClientLibrary, type SettingSource } from '../source/index.js';

const guzzle: readonly SettingSource[] = [timeoutSeconds('timeout'), connectSeconds('connect_timeout')];
const symfony: readonly SettingSource[] = [timeoutSeconds('max_duration'), timeoutSeconds('timeout')];

/** Client libraries of PHP. */
export const libraries: readonly ClientLibrary[] = [
  {
    id: 'guzzle', imports: ['GuzzleHttp', 'guzzlehttp/guzzle'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'new GuzzleHttp.Client', target: ['base_uri'], settings: guzzle },
      { match: '{Client,ClientInterface}#{get,post,put,patch,delete,head,options,getAsync,postAsync,putAsync,deleteAsync}', method: 'name', target: [0], settings: guzzle },
      { match: '{Client,ClientInterface}#{request,requestAsync}', method: 'name', target: [1], settings: guzzle },
    ],
  },
  {
    id: 'symfony-http-client', imports: ['Symfony\\Component\\HttpClient', 'Symfony\\Contracts\\HttpClient'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'HttpClient.{create,createForBaseUri}', makes: 'HttpClientInterface', target: ['base_uri'], settings: symfony },
      { match: 'HttpClientInterface#request', method: 'name', target: [1], settings: symfony },
    ],
  },
  {
    id: 'laravel-http', imports: ['Illuminate\\Support\\Facades\\Http'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'Http.{baseUrl,timeout,connectTimeout,retry,withHeaders,withToken,acceptJson,asJson,asForm}', makes: 'PendingRequest', target: [{ chained: 'baseUrl' }], settings: [timeoutSeconds({ chained: 'timeout' }), attempts({ chained: 'retry' })], lifecycle: true },
      { match: '{Http.get,Http.post,Http.put,Http.patch,Http.delete,Http.head}', method: 'name', target: [0] },
      { match: 'PendingRequest#{get,post,put,patch,delete,head}', method: 'name', target: [0] },
      { match: 'PendingRequest#{timeout,connectTimeout,retry,withHeaders,withToken,acceptJson,asJson,asForm,baseUrl}', makes: 'PendingRequest', lifecycle: true },
    ],
  },
  { id: 'php-curl', imports: ['curl_init', 'curl_setopt'], dependency: 'calls', protocol: 'http', calls: [{ match: 'curl_init', method: 'GET', target: [0] }, { match: 'curl_setopt', method: 'GET', target: [2] }] },
  { id: 'php-streams', imports: ['file_get_contents'], dependency: 'calls', protocol: 'http', calls: [{ match: 'file_get_contents', method: 'GET', target: [0] }] },
  { id: 'php-pdo', imports: ['PDO'], dependency: 'stores', protocol: 'sql', calls: [{ match: 'new PDO', target: [0] }] },
  { id: 'php-mysqli', imports: ['mysqli', 'mysqli_connect'], dependency: 'stores', protocol: 'mysql', calls: [{ match: 'new mysqli', target: [0] }, { match: 'mysqli_connect', target: [0] }] },
  { id: 'php-pgsql', imports: ['pg_connect'], dependency: 'stores', protocol: 'postgresql', calls: [{ match: '{pg_connect,pg_pconnect}', target: [0] }] },
  { id: 'mongodb-php', imports: ['MongoDB'], dependency: 'stores', protocol: 'mongodb', calls: [{ match: 'new MongoDB.Client', target: [0] }, { match: 'new MongoDB.Driver.Manager', target: [0] }] },
  { id: 'predis', imports: ['Predis', 'predis/predis'], dependency: 'caches', protocol: 'redis', calls: [{ match: 'new Predis.Client', target: [{ host: 'host', port: 'port', defaultPort: 6379 }, 0], settings: [timeoutSeconds('read_write_timeout'), connectSeconds('timeout')] }] },
  { id: 'phpredis', imports: ['Redis'], dependency: 'caches', protocol: 'redis', calls: [{ match: 'Redis#{connect,pconnect}', target: [{ host: 0, port: 1, defaultPort: 6379 }], dependency: 'caches', settings: [connectSeconds(2)] }] },
  {
    id: 'php-amqplib', imports: ['PhpAmqpLib', 'php-amqplib/php-amqplib'], dependency: 'publishes', protocol: 'amqp',
    calls: [
      { match: 'new {AMQPStreamConnection,AMQPLazyConnection,AMQPSSLConnection}', target: [{ host: 0, port: 1, defaultPort: 5672 }], settings: [setting('connectTimeout', 'connection_timeout', 'seconds')] },
      { match: '{AMQPStreamConnection,AMQPLazyConnection,AMQPSSLConnection}#channel', makes: 'AMQPChannel', lifecycle: true },
      { match: 'AMQPChannel#basic_publish', channel: [1, 2] },
      { match: 'AMQPChannel#{basic_consume,basic_get}', channel: [0], dependency: 'consumes' },
    ],
  },
  { id: 'php-rdkafka', imports: ['RdKafka'], dependency: 'publishes', protocol: 'kafka', calls: [{ match: 'Producer#addBrokers', target: [0], dependency: 'publishes' }, { match: '{Consumer,KafkaConsumer}#addBrokers', target: [0], dependency: 'consumes' }] },
];
