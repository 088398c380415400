import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const deployment = (name: string, appId: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} }, annotations: { dapr.io/enabled: "true", dapr.io/app-id: "${appId}", dapr.io/app-port: "8080" } }
    spec:
      containers: [{ name: main, image: "registry.example/${name}:1" }]
---
`;
const component = (name: string, type: string, metadata: string): string => `apiVersion: dapr.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: ${type}, version: v1, metadata: [${metadata}] }
---
`;
const redis = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis }
spec: { selector: { matchLabels: { app: redis } }, template: { metadata: { labels: { app: redis } }, spec: { containers: [{ name: redis, image: "redis:7" }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: redis-master }
spec: { selector: { app: redis }, ports: [{ port: 6379 }] }
---
`;
const rabbit = redis.replace(/redis-master|redis:7|redis|6379/g, (word) => ({ 'redis-master': 'rabbitmq', 'redis:7': 'rabbitmq:3', redis: 'rabbitmq', 6379: '5672' })[word]!);

const cluster = {
  'deploy/apps.yaml': deployment('checkout', 'checkout-app') + deployment('orders', 'orders-app') + deployment('mailer', 'mailer'),
  'deploy/stores.yaml': redis + rabbit,
  'deploy/components/bus.yaml': component('shop-bus', 'pubsub.rabbitmq', '{ name: connectionString, value: "amqp://rabbitmq.default.svc.cluster.local:5672" }'),
  'deploy/components/baskets.yaml': component('baskets', 'state.redis', '{ name: redisHost, value: "redis-master:6379" }, { name: redisPassword, secretKeyRef: { name: redis, key: password } }'),
  'deploy/components/clock.yaml': component('clock', 'bindings.cron', '{ name: schedule, value: "@every 5m" }'),
};
const edgesOf = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await analyzeFiles(files)).system.document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to}`);

const node = { 'checkout/package.json': '{"name":"checkout","scripts":{"start":"node index.js"},"dependencies":{"@dapr/dapr":"3.0.0"}}' };
const python = { 'checkout/requirements.txt': 'dapr\nrequests\n', 'checkout/Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["python", "app.py"]\n' };
const go = { 'checkout/go.mod': 'module example.com/checkout\ngo 1.22\nrequire github.com/dapr/go-sdk v1.9.0\n' };
const csharp = { 'checkout/Checkout.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>' };
const java = { 'checkout/pom.xml': '<project><groupId>shop</groupId><artifactId>checkout</artifactId><dependencies><dependency><groupId>io.dapr</groupId><artifactId>dapr-sdk</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>' };

const ALL = ['checkout calls orders', 'checkout publishes rabbitmq', 'checkout stores redis'];

describe('what programs ask their Dapr sidecar for leads to what is behind it', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['JavaScript', { ...node, 'checkout/index.js': `const { DaprClient, HttpMethod } = require('@dapr/dapr');
const client = new DaprClient();
async function run(order) {
  await client.invoker.invoke('orders-app', 'orders', HttpMethod.POST, order);
  await client.pubsub.publish('shop-bus', 'orders', order);
  await client.state.save('baskets', [{ key: '1', value: order }]);
}
require('http').createServer(run).listen(8080);` }],
    ['Python', { ...python, 'checkout/app.py': `from dapr.clients import DaprClient
STORE = 'baskets'
def place(order):
    with DaprClient() as client:
        client.invoke_method(app_id='orders-app', method_name='orders', data=order)
        client.publish_event(pubsub_name='shop-bus', topic_name='orders', data=order)
        client.save_state(STORE, 'k', order)
if __name__ == '__main__':
    place('{}')
` }],
    ['Python over HTTP', { ...python, 'checkout/app.py': `import os, requests
base = 'http://localhost:' + os.getenv('DAPR_HTTP_PORT', '3500')
def place(order):
    requests.post(f'{base}/v1.0/invoke/orders-app/method/orders', json=order)
    requests.post('%s/v1.0/publish/shop-bus/orders' % base, json=order)
    requests.post(base + '/v1.0/state/baskets', json=[order])
if __name__ == '__main__':
    place({})
` }],
    ['Go', { ...go, 'checkout/main.go': `package main
import (
	"context"
	dapr "github.com/dapr/go-sdk/client"
)
func main() {
	client, err := dapr.NewClient()
	if err != nil { panic(err) }
	ctx := context.Background()
	client.InvokeMethod(ctx, "orders-app", "orders", "post")
	client.PublishEvent(ctx, "shop-bus", "orders", []byte("{}"))
	client.SaveState(ctx, "baskets", "1", []byte("{}"), nil)
}
` }],
    ['C#', { ...csharp, 'checkout/Program.cs': `using Dapr.Client;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDaprClient();
var app = builder.Build();
app.MapPost("/checkout", async (Order order, DaprClient dapr) => {
    await dapr.InvokeMethodAsync(HttpMethod.Post, "orders-app", "orders", order);
    await dapr.PublishEventAsync("shop-bus", "orders", order);
    await dapr.SaveStateAsync("baskets", order.Id, order);
});
app.Run();
` }],
    ['C# with a constant and an HTTP client for one program', { ...csharp, 'checkout/Program.cs': `using Dapr.Client;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<IOrders>(_ => new Orders(DaprClient.CreateInvokeHttpClient("orders-app")));
builder.Build().Run();
`, 'checkout/Baskets.cs': `using Dapr.Client;
public class Baskets {
    private const string StoreName = "baskets";
    private readonly DaprClient _dapr;
    public Baskets(DaprClient dapr) { _dapr = dapr; }
    public Task<Basket> Get(string id) => _dapr.GetStateAsync<Basket>(StoreName, id);
    public Task Publish(Event e) => _dapr.PublishEventAsync("shop-bus", e.GetType().Name, (object)e);
}
` }],
    ['Java', { ...java, 'checkout/src/main/java/shop/Checkout.java': `package shop;
import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.client.domain.HttpExtension;
@SpringBootApplication
public class Checkout {
  private static final String BUS = "shop-bus";
  private final DaprClient client = new DaprClientBuilder().build();
  public static void main(String[] args) { SpringApplication.run(Checkout.class, args); }
  void place(Order order) {
    client.invokeMethod("orders-app", "orders", order, HttpExtension.POST, String.class).block();
    client.publishEvent(BUS, "orders", order).block();
    client.saveState("baskets", order.id(), order).block();
  }
}
` }],
  ])('%s', async (_, files) => expect(await edgesOf({ ...cluster, ...files })).toEqual(ALL));

  it.each<[string, Readonly<Record<string, string>>]>([
    ['JavaScript', { ...node, 'checkout/index.js': `const app = require('express')();\napp.get('/dapr/subscribe', (q, r) => r.json([{ pubsubname: 'shop-bus', topic: 'orders', route: '/orders' }]));\napp.listen(8080);` }],
    ['Python', { ...python, 'checkout/app.py': `from flask import Flask, jsonify\napp = Flask(__name__)\n@app.route('/dapr/subscribe', methods=['GET'])\ndef subscribe():\n    return jsonify([{'pubsubname': 'shop-bus', 'topic': 'orders', 'route': '/orders'}])\nif __name__ == '__main__':\n    app.run(port=8080)\n` }],
    ['Go', { ...go, 'checkout/main.go': `package main\nimport "net/http"\nfunc main() {\n\thttp.HandleFunc("/dapr/subscribe", func(w http.ResponseWriter, r *http.Request) {\n\t\tw.Write([]byte(\`[{"pubsubname": "shop-bus", "topic": "orders", "route": "/orders"}]\`))\n\t})\n\thttp.ListenAndServe(":8080", nil)\n}\n` }],
    ['Java', { ...java, 'checkout/src/main/java/shop/Checkout.java': `package shop;\nimport io.dapr.Topic;\n@SpringBootApplication\npublic class Checkout {\n  public static void main(String[] args) { SpringApplication.run(Checkout.class, args); }\n  @Topic(name = "orders", pubsubName = "shop-bus") @PostMapping("/orders") void placed(Object event) {}\n}\n` }],
  ])('a program that says its subscriptions itself consumes them: %s', async (_, files) => expect(await edgesOf({ ...cluster, ...files })).toEqual(['checkout consumes rabbitmq']));

  it('those who are handed messages consume them, as code or a manifest says', async () => {
    const files = {
      ...cluster,
      'deploy/subscription.yaml': 'apiVersion: dapr.io/v2alpha1\nkind: Subscription\nmetadata: { name: mails }\nspec: { topic: orders, routes: { default: /mails }, pubsubname: shop-bus }\nscopes: [mailer]\n',
      'orders/Orders.csproj': csharp['checkout/Checkout.csproj'],
      'orders/Program.cs': 'using Dapr;\nvar app = WebApplication.CreateBuilder(args).Build();\napp.MapSubscribeHandler();\napp.MapPost("/orders", [Topic("shop-bus", "orders")] (Order o) => Results.Ok());\napp.Run();\n',
    };
    expect(await edgesOf(files)).toEqual(['mailer consumes rabbitmq', 'orders consumes rabbitmq']);
  });

  it('a component that is part of the sidecar is nobody else; one that nobody declares is listed', async () => {
    const run = await analyzeFiles({ ...cluster, ...python, 'checkout/app.py': `from dapr.clients import DaprClient
with DaprClient() as client:
    client.invoke_binding('clock', 'create', '')
    client.publish_event('other-bus', 'orders', '')
` });
    expect(run.system.document.dependencies).toEqual([]);
    expect(run.system.document.coverage.unresolved.map((u) => `${u.from} ${u.expression}`)).toEqual(['checkout other-bus']);
  });
});

describe('Compose', () => {
  const files = {
    'compose.yaml': `services:
  checkout: { build: checkout }
  checkout-dapr: { image: "daprio/daprd:1.14.0", command: ["./daprd", "--app-id", "checkout-app", "--app-port", "80", "--resources-path", "/components"], volumes: ["./dapr/components:/components"], network_mode: "service:checkout", depends_on: [checkout, redis] }
  orders: { image: "example/orders:1" }
  orders-dapr: { image: daprio/daprd, command: "./daprd -app-id orders-app -app-port 80", network_mode: "service:orders" }
  redis: { image: "redis:7" }
`,
    'dapr/components/bus.yaml': component('shop-bus', 'pubsub.redis', '{ name: redisHost, value: "redis:6379" }'),
    'k8s/components/bus.yaml': component('shop-bus', 'pubsub.kafka', '{ name: brokers, value: "kafka.example.com:9092" }'),
    ...csharp,
    'checkout/Program.cs': 'using Dapr.Client;\nvar app = WebApplication.CreateBuilder(args).Build();\napp.MapPost("/", async (DaprClient d) => { await d.InvokeMethodAsync("orders-app", "orders", 1); await d.PublishEventAsync("shop-bus", "orders", 1); });\napp.Run();\n',
  };

  it('a sidecar is a part of the program whose network it shares, not a component', async () => {
    const { document } = (await analyzeFiles(files)).system;
    expect(document.components.map((c) => c.name)).toEqual(['checkout', 'orders', 'redis']);
    expect(document.dependencies.filter((d) => d.phase === 'request').map((d) => `${d.from} ${d.to}`)).toEqual(['checkout orders', 'checkout redis']);
  });
});
