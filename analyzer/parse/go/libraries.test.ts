import { describe, expect, it } from 'vitest';
import { ofKind, parseTree, summary } from '../source/flow/testing.js';
import { libraries } from './libraries/index.js';
import { goParser } from './parser.js';

/** Clients of a program whose `main` has these statements. */
async function clients(imports: readonly string[], body: string): Promise<string[]> {
  const code = `package main\nimport (\n${imports.map((i) => (i.includes('"') ? i : `"${i}"`)).join('\n')}\n)\nfunc main() {\n${body}\n}\n`;
  const { facts } = await parseTree(goParser, { 'go.mod': 'module example.com/app', 'main.go': code });
  return ofKind(facts, 'client').map(summary);
}

type Case = readonly [name: string, imports: readonly string[], body: string, expected: readonly string[]];

const http: readonly Case[] = [
  ['a plain call', ['net/http'], 'http.Get("http://cart:80/items")', ['go-net-http calls http http://cart:80']],
  ['a client with a timeout', ['net/http', 'time'], 'c := &http.Client{Timeout: 2 * time.Second}\nc.Get("http://cart/x")', ['go-net-http calls http http://cart timeoutOnCall=2000']],
  ['a request with a deadline', ['net/http', 'context', 'time'], 'ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)\ndefer cancel()\nreq, err := http.NewRequestWithContext(ctx, "GET", "http://cart/x", nil)\nhttp.DefaultClient.Do(req)', ['go-net-http calls http http://cart timeoutOnCall=300']],
  ['a deadline that no request has', ['net/http', 'context', 'time'], 'ctx, cancel := context.WithTimeout(context.Background(), time.Second)\ndefer cancel()\n_ = ctx\nhttp.Get("http://cart")', ['go-net-http calls http http://cart']],
  ['resty', ['github.com/go-resty/resty/v2', 'time'], 'c := resty.New().SetBaseURL("http://cart").SetTimeout(time.Second).SetRetryCount(2)\nc.R().SetHeader("a", "b").Get("/x")', ['resty calls http http://cart retriesOnCall=2 timeoutOnCall=1000']],
  ['retryablehttp', ['github.com/hashicorp/go-retryablehttp'], 'c := retryablehttp.NewClient()\nc.RetryMax = 5\nc.Get("http://cart")', ['go-retryablehttp calls http http://cart retriesOnCall=5']],
  ['grpc with a stub', ['google.golang.org/grpc', 'context', 'time', 'pb "example.com/gen"'], 'conn, _ := grpc.NewClient("cart:50051")\nctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)\ndefer cancel()\npb.NewCartClient(conn).Get(ctx, nil)', ['grpc-go calls grpc cart:50051 timeoutOnCall=100']],
  ['grpc in the older way', ['google.golang.org/grpc', 'pb "example.com/gen"', 'context'], 'conn, _ := grpc.DialContext(context.Background(), "cart:50051")\nc := pb.NewCartClient(conn)\nc.Get(context.Background(), nil)', ['grpc-go calls grpc cart:50051']],
  ['grpc with retries of an interceptor', ['google.golang.org/grpc', 'grpc_retry "github.com/grpc-ecosystem/go-grpc-middleware/retry"'], 'grpc.Dial("cart:50051", grpc.WithUnaryInterceptor(grpc_retry.UnaryClientInterceptor(grpc_retry.WithMax(3))))', ['grpc-go calls grpc cart:50051 retriesOnCall=3']],
  ['a reverse proxy', ['net/http/httputil', 'net/http', 'net/url'], 'u, _ := url.Parse("http://cart")\nhttputil.NewSingleHostReverseProxy(u)\nhttp.ListenAndServe(":80", nil)', ['go-net-http calls http http://cart']],
];

const frameworks: readonly Case[] = [
  ['a name that etcd resolves', ['google.golang.org/grpc', 'pb "example.com/gen"'], 'conn, _ := grpc.NewClient("etcd://etcd:2379/shop/cart")\npb.NewCartClient(conn).Get(nil, nil)', ['grpc-go calls grpc etcd://etcd:2379/shop/cart']],
  ['a name that Consul resolves, without its password', ['google.golang.org/grpc', 'pb "example.com/gen"'], 'conn, _ := grpc.NewClient("consul://u:p@consul:8500/cart?wait=14s")\npb.NewCartClient(conn).Get(nil, nil)', ['grpc-go calls grpc consul://consul:8500/cart']],
  ['kratos', ['github.com/go-kratos/kratos/v2/transport/grpc', 'context', 'time', 'pb "example.com/pb"'], 'conn, _ := grpc.DialInsecure(context.Background(), grpc.WithEndpoint("discovery:///cart"), grpc.WithTimeout(2*time.Second))\npb.NewCartClient(conn).Get(context.Background(), nil)', ['grpc-go calls grpc discovery:///cart timeoutOnCall=2000']],
  ['go-zero', ['github.com/zeromicro/go-zero/zrpc', 'pb "example.com/pb"', 'context'], 'conn := zrpc.MustNewClient(zrpc.RpcClientConf{Target: "dns:///cart:8080", Timeout: 1500})\npb.NewCartClient(conn.Conn()).Get(context.Background(), nil)', ['grpc-go calls grpc dns:///cart:8080 timeoutOnCall=1500']],
  ['kitex', ['example.com/kitex_gen/cartservice', 'github.com/cloudwego/kitex/client', 'time', 'context'], 'c, _ := cartservice.NewClient("cart", client.WithHostPorts("cart:8888"), client.WithRPCTimeout(time.Second))\nc.Get(context.Background(), nil)', ['kitex calls grpc cart:8888 timeoutOnCall=1000']],
  ['connect', ['connectrpc.com/connect', 'net/http', 'example.com/gen/cartconnect', 'context'], 'c := cartconnect.NewCartClient(http.DefaultClient, "http://cart:8080")\nc.Get(context.Background(), nil)', ['connect-go calls grpc http://cart:8080']],
  ['a constructor of the program itself', ['github.com/cloudwego/kitex/client', 'example.com/app/cart'], 'c := cart.NewClient("cart", client.WithHostPorts("cart:1"))\n_ = c', []],
];

const databases: readonly Case[] = [
  ['database/sql', ['database/sql'], 'db, err := sql.Open("postgres", "postgres://u:p@db:5432/x?sslmode=disable")\ndb.SetMaxOpenConns(9)\ndb.Query("select 1")', ['go-database-sql stores postgresql postgres://db:5432 connectionPoolMaxConnections=9']],
  ['a MySQL connection string', ['database/sql', 'fmt', 'os'], 'db, _ := sql.Open("mysql", fmt.Sprintf("%s:%s@tcp(%s:3306)/x", os.Getenv("U"), os.Getenv("P"), os.Getenv("DB_HOST")))\ndb.Exec("x")', ['go-database-sql stores mysql ${DB_HOST}:3306']],
  ['a file', ['database/sql'], 'db, _ := sql.Open("sqlite3", "file.db")\ndb.Exec("x")', []],
  ['sqlx', ['github.com/jmoiron/sqlx'], 'db := sqlx.MustConnect("postgres", "host=db port=5433 password=x")\ndb.Select(nil, "x")', ['go-database-sql stores postgresql db:5433']],
  ['gorm', ['gorm.io/gorm', 'gorm.io/driver/postgres'], 'db, _ := gorm.Open(postgres.Open("host=db user=a password=b"), &gorm.Config{})\ndb.Where("x").Find(nil)', ['gorm stores postgresql db']],
  ['gorm with a file', ['gorm.io/gorm', 'gorm.io/driver/sqlite'], 'db, _ := gorm.Open(sqlite.Open("x.db"), &gorm.Config{})\ndb.Find(nil)', []],
  ['pgx', ['github.com/jackc/pgx/v5/pgxpool', 'context'], 'p, _ := pgxpool.New(context.Background(), "postgres://db/x")\np.Query(context.Background(), "x")', ['pgx stores postgresql postgres://db']],
  ['go-redis', ['github.com/redis/go-redis/v9', 'time', 'context'], 'c := redis.NewClient(&redis.Options{Addr: "cache:6379", ReadTimeout: 500 * time.Millisecond, MaxRetries: 1})\nc.Get(context.Background(), "x")', ['go-redis caches redis cache:6379 retriesOnCall=1 timeoutOnCall=500']],
  ['go-redis by URL', ['github.com/go-redis/redis/v8'], 'o, _ := redis.ParseURL("redis://:pw@cache:6379/0")\nredis.NewClient(o)', ['go-redis caches redis redis://cache:6379']],
  ['redigo', ['github.com/gomodule/redigo/redis', 'time'], 'c, _ := redis.Dial("tcp", "cache:6379", redis.DialReadTimeout(time.Second))\nc.Do("GET", "x")', ['redigo caches redis cache:6379 timeoutOnCall=1000']],
  ['mongo', ['go.mongodb.org/mongo-driver/mongo', 'go.mongodb.org/mongo-driver/mongo/options', 'context', 'time'], 'c, _ := mongo.Connect(context.Background(), options.Client().ApplyURI("mongodb://u:p@mongo:27017").SetTimeout(2*time.Second))\nc.Database("x").Collection("y").FindOne(context.Background(), nil)', ['mongo-go stores mongodb mongodb://mongo:27017 timeoutOnCall=2000']],
  ['elastic', ['github.com/elastic/go-elasticsearch/v8'], 'es, _ := elasticsearch.NewClient(elasticsearch.Config{Addresses: []string{"http://search:9200"}})\nes.Search()', ['elasticsearch-go stores elasticsearch http://search:9200']],
  ['memcached', ['github.com/bradfitz/gomemcache/memcache'], 'mc := memcache.New("cache:11211")\nmc.Get("x")', ['gomemcache caches memcached cache:11211']],
];

const messaging: readonly Case[] = [
  ['sarama', ['github.com/IBM/sarama', 'time'], 'cfg := sarama.NewConfig()\ncfg.Producer.Retry.Max = 4\ncfg.Producer.Timeout = 3 * time.Second\np, _ := sarama.NewSyncProducer([]string{"kafka:9092"}, cfg)\np.SendMessage(&sarama.ProducerMessage{Topic: "orders"})', ['sarama publishes kafka kafka:9092 retriesOnCall=4 timeoutOnCall=3000']],
  ['sarama with a configuration that nothing uses', ['github.com/Shopify/sarama'], 'cfg := sarama.NewConfig()\ncfg.Producer.Retry.Max = 4\np, _ := sarama.NewSyncProducer([]string{"kafka:9092"}, nil)\np.SendMessage(nil)', ['sarama publishes kafka kafka:9092']],
  ['kafka-go', ['github.com/segmentio/kafka-go', 'context'], 'w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders", MaxAttempts: 3}\nw.WriteMessages(context.Background(), kafka.Message{})', ['kafka-go publishes kafka kafka:9092 producerAcks=RequireNone retriesOnCall=2']],
  ['kafka-go that waits for all', ['github.com/segmentio/kafka-go', 'context'], 'w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders"}\nw.RequiredAcks = kafka.RequireAll\nw.WriteMessages(context.Background(), kafka.Message{})', ['kafka-go publishes kafka kafka:9092 producerAcks=RequireAll']],
  ['kafka-go reads', ['github.com/segmentio/kafka-go', 'context'], 'r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "orders"})\nr.ReadMessage(context.Background())', ['kafka-go consumes kafka kafka:9092 offsetCommit=read']],
  ['kafka-go reads in a group', ['github.com/segmentio/kafka-go', 'context'], 'r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "orders", GroupID: "billing"})\nr.FetchMessage(context.Background())', ['kafka-go consumes kafka kafka:9092 consumerGroup=billing']],
  ['a group of sarama', ['github.com/IBM/sarama'], 'g, _ := sarama.NewConsumerGroup([]string{"kafka:9092"}, "billing", nil)\ng.Consume(nil, []string{"orders"}, h)', ['sarama consumes kafka kafka:9092 consumerGroup=billing']],
  ['a group of Confluent', ['github.com/confluentinc/confluent-kafka-go/v2/kafka'], 'c, _ := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": "kafka:9092", "group.id": "billing"})\nc.SubscribeTopics([]string{"orders"}, nil)', ['confluent-kafka consumes kafka kafka:9092 consumerGroup=billing']],
  ['franz-go with the leader alone', ['github.com/twmb/franz-go/pkg/kgo'], 'c, _ := kgo.NewClient(kgo.SeedBrokers("kafka:9092"), kgo.RequiredAcks(kgo.LeaderAck()))\nc.ProduceSync(nil, nil)', ['franz-go publishes kafka kafka:9092 producerAcks=LeaderAck']],
  ['amqp consumes', ['amqp "github.com/rabbitmq/amqp091-go"'], 'c, _ := amqp.Dial("amqp://mq:5672/")\nch, _ := c.Channel()\nch.Qos(10, 0, false)\nch.Consume("orders", "", true, false, false, false, nil)', ['amqp091-go consumes amqp amqp://mq:5672 autoAck=true prefetch=10']],
  ['franz-go', ['github.com/twmb/franz-go/pkg/kgo', 'context'], 'c, _ := kgo.NewClient(kgo.SeedBrokers("kafka:9092"), kgo.ConsumeTopics("orders"))\nc.PollFetches(context.Background())', ['franz-go consumes kafka kafka:9092']],
  ['amqp', ['amqp "github.com/rabbitmq/amqp091-go"'], 'c, _ := amqp.Dial("amqp://u:p@mq:5672/")\nch, _ := c.Channel()\nch.Publish("x", "orders", false, false, amqp.Publishing{})', ['amqp091-go publishes amqp amqp://mq:5672']],
  ['nats', ['github.com/nats-io/nats.go', 'time'], 'nc, _ := nats.Connect("nats://mq:4222")\nnc.Request("a", nil, time.Second)', ['nats-go publishes nats nats://mq:4222 timeoutOnCall=1000']],
  ['a queue of AWS', ['github.com/aws/aws-sdk-go-v2/service/sqs', 'context'], 'q := sqs.NewFromConfig(cfg)\nq.SendMessage(context.Background(), nil)', ['aws-sdk-go-v2 publishes sqs -']],
];

describe.each([['HTTP', http], ['frameworks', frameworks], ['databases', databases], ['messaging', messaging]] as const)('Go: %s', (_, cases) => {
  it.each(cases)('%s', async (_name, imports, body, expected) => expect(await clients(imports, body)).toEqual(expected));
});

describe('Go: what only looks like a client', () => {
  it.each([
    ['a method of another package', ['example.com/http', 'net/url'], 'http.Get("http://cart")'],
    ['a server', ['net/http'], 'http.HandleFunc("/x", nil)\nhttp.ListenAndServe(":80", nil)'],
    ['a map', ['net/http'], 'client := map[string]string{}\n_ = client["Get"]'],
    ['a constructor that takes no connection', ['google.golang.org/grpc', 'example.com/pb'], 'pb.NewCartClient("cart").Get()'],
    ['an import alone', ['net/http', 'database/sql'], 'x := 1\n_ = x'],
  ] as const)('%s', async (_, imports, body) => expect(await clients(imports, body)).toEqual([]));

  it('has an id, imports and calls for every library', () => {
    for (const library of libraries) expect([library.id, library.imports.length > 0, library.calls.length > 0]).toEqual([library.id, true, true]);
  });
});
