import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import type { ConfigTarget } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { memoryFiles } from '../memory-files.js';
import { textSource } from '../yaml/index.js';
import { configParser, readConfig } from './index.js';

const read = (name: string, text: string) => readConfig(name, textSource(name, text), { file: name, line: 1, column: 1, length: 0 });
const shown = (targets: readonly ConfigTarget[] | undefined): string[] | undefined => targets?.map((t) => `${t.at.line} ${showTemplate(t.address)} ${t.dependency ?? '-'}`);
const targets = (name: string, text: string): string[] | undefined => shown(read(name, text)?.targets);
const settings = (name: string, text: string): Record<string, unknown>[] | undefined => read(name, text)?.targets.map((t) => Object.fromEntries(t.settings.map((s) => [s.name, 'template' in s.value ? 'template' : (knownOf(s.value) ?? (('value' in s.value) ? null : 'unknown'))])));

describe('telemetry', () => {
  it('reads who Prometheus scrapes, alerts and writes to; a prober stands for what it probes', () => {
    const text = `global: {scrape_interval: 5s}
alerting:
  alertmanagers:
    - static_configs: [{targets: ['alertmanager:9093']}]
remote_write:
  - url: http://user:secret@mimir:9009/api/v1/push
    remote_timeout: 10s
scrape_configs:
  - job_name: shop
    static_configs:
      - targets: ['cart:8080', 'order:8080']
  # - static_configs: [{targets: ['retired:8080']}]
  - job_name: probes
    static_configs:
      - targets: ['https://shop.example/health']
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
      - {target_label: __address__, replacement: 'blackbox:9115'}
  - job_name: swarm
    dns_sd_configs: [{names: [tasks.worker], type: A, port: 9000}]
`;
    expect(targets('prometheus.yml', text)).toEqual(['11 cart:8080 observes', '11 order:8080 observes', '18 blackbox:9115 observes', '20 worker observes', '4 alertmanager:9093 calls', '6 http://mimir:9009/api/v1/push observes']);
    expect(settings('prometheus.yml', text)?.at(-1)).toEqual({ timeoutOnCall: 10_000 });
  });

  it('reads data sources that Grafana itself asks', () => {
    const text = "apiVersion: 1\ndatasources:\n  - name: a\n    url: http://prometheus:9090\n  - name: b\n    access: direct\n    url: http://localhost:3100\n  - name: c\n    url: $LOKI_URL\n    jsonData: {derivedFields: [{url: 'http://tempo'}]}\n";
    expect(targets('ds.yaml', text)).toEqual(['4 http://prometheus:9090 -', '9 ${LOKI_URL} -']);
  });

  it('reads exporters and asking receivers of a collector only where a pipeline uses them', () => {
    const text = `receivers:
  otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}
  redis: {endpoint: 'cache:6379'}
  prometheus: {config: {scrape_configs: [{static_configs: [{targets: ['cart:9464']}]}]}}
exporters:
  prometheus: {endpoint: '0.0.0.0:8889'}
  otlp/tempo:
    endpoint: \${env:TEMPO:-"tempo:4317"}
    timeout: 2s
    retry_on_failure: {enabled: false}
  otlp/unused: {endpoint: 'nowhere:4317'}
  kafka: {brokers: ['kafka:9092']}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp/tempo, kafka]}
    metrics: {receivers: [redis, prometheus], exporters: [prometheus]}
`;
    expect(targets('otel.yaml', text)).toEqual(['8 ${TEMPO} observes', '12 kafka:9092 -', '3 cache:6379 observes', '4 cart:9464 observes']);
    expect(read('otel.yaml', text)?.targets[0]?.address).toEqual([{ env: 'TEMPO', fallback: [{ text: 'tempo:4317' }] }]);
    expect(settings('otel.yaml', text)?.[0]).toEqual({ timeoutOnCall: 2000, retriesOnCall: 0 });
  });

  it('reads what stores and shippers of logs write to, not where they listen', () => {
    expect(targets('promtail.yaml', 'server: {http_listen_port: 9080}\nclients:\n  - url: http://loki:3100/loki/api/v1/push\nscrape_configs:\n  - static_configs: [{targets: [localhost]}]\n')).toEqual(['3 http://loki:3100/loki/api/v1/push observes']);
    expect(targets('tempo.yaml', "distributor:\n  receivers: {otlp: {protocols: {grpc: {endpoint: 'tempo:4317'}}}}\nmetrics_generator:\n  storage:\n    remote_write:\n      - url: http://prometheus:9090/api/v1/write\nstorage: {trace: {s3: {endpoint: 'minio:9000'}}}\n")).toEqual(['6 http://prometheus:9090/api/v1/write observes', '7 minio:9000 stores']);
    expect(targets('alertmanager.yml', "route: {receiver: hook}\nreceivers:\n  - name: hook\n    webhook_configs: [{url: 'http://pager:8080/alert'}]\n")).toEqual(['4 http://pager:8080/alert calls']);
    expect(targets('filebeat.yml', 'filebeat.inputs: []\noutput.elasticsearch:\n  hosts: ["es:9200"]\n')).toEqual(['3 es:9200 -']);
    expect(targets('vector.toml', '[sources.in]\ntype = "http_server"\naddress = "0.0.0.0:80"\n[sinks.out]\ntype = "loki"\nendpoint = "http://loki:3100"\n')).toEqual(['6 http://loki:3100 -']);
  });

  it('reads what components of Alloy ask and tell, not where they listen', () => {
    const text = `otelcol.receiver.otlp "in" {
  grpc { endpoint = "0.0.0.0:4317" }
  output { traces = [otelcol.exporter.otlp.out.input] }
}
otelcol.exporter.otlp "out" {
  client {
    // endpoint = "retired:4317"
    endpoint = "tempo:4317" // traces
  }
}
otelcol.exporter.otlphttp "cloud" {
  client { endpoint = coalesce(sys.env("OTLP"), "http://collector:4318") }
}
loki.write "logs" {
  endpoint {
    url = "http://" + env("LOKI_HOST") + "/loki/api/v1/push"
  }
}
prometheus.scrape "shop" {
  targets    = [{"__address__" = "cart:8080", "job" = "cart"}, {"__address__" = "order:8080"}]
  forward_to = [prometheus.remote_write.metrics.receiver]
}
prometheus.remote_write "metrics" {
  endpoint { url = argument.url.value.of }
}
loki.source.kafka "events" {
  brokers = ["kafka-a:9092", "kafka-b:9092"]
}
`;
    expect(targets('config.alloy', text)).toEqual(['8 tempo:4317 observes', '12 ${OTLP} observes', '16 http://${LOKI_HOST}/loki/api/v1/push observes', '20 cart:8080 observes', '20 order:8080 observes', '27 kafka-a:9092 consumes', '27 kafka-b:9092 consumes']);
  });

  it('reads outputs of Fluent Bit, Fluentd and Logstash', () => {
    expect(targets('fluent-bit.conf', '[INPUT]\n    Name tcp\n    Host 0.0.0.0\n[OUTPUT]\n    Name  es\n    Host  es\n    Port  9200\n    #Host old\n[OUTPUT]\n    Name stdout\n[OUTPUT]\n    Name kafka\n    Brokers kafka:9092\n')).toEqual(['6 es:9200 observes', '13 kafka:9092 -']);
    expect(targets('fluent-bit.yaml', 'pipeline:\n  inputs: [{name: tail}]\n  outputs:\n    - name: loki\n      host: loki\n      port: 3100\n')).toEqual(['5 loki:3100 observes']);
    expect(targets('fluent.conf', '<source>\n  @type forward\n  host 0.0.0.0\n</source>\n<match **>\n  @type copy\n  <store>\n    @type elasticsearch\n    host "#{ENV[\'ES_HOST\']}"\n    port 9200\n  </store>\n  <store>\n    @type loki\n    url "#{ENV[\'LOKI\'] || \'http://loki:3100\'}"\n  </store>\n  <store>\n    @type stdout\n  </store>\n</match>\n')).toEqual(['9 ${ES_HOST}:9200 observes', '14 ${LOKI} observes']);
    expect(targets('logstash.conf', 'input {\n  beats { port => 5044 host => "0.0.0.0" }\n  kafka {\n    bootstrap_servers => "kafka:9092"\n  }\n}\noutput {\n  # elasticsearch { hosts => ["old:9200"] }\n  elasticsearch { hosts => ["${ES:http://es:9200}"] }\n}\n')).toEqual(['4 kafka:9092 consumes', '9 ${ES} -']);
  });
});

describe('proxies', () => {
  it('reads nginx: upstreams that a location passes to, variables it sets, settings of the blocks around', () => {
    const text = `http {
  proxy_connect_timeout 2s;
  upstream carts { server cart-a:8080 max_fails=3; server cart-b:8080; server cart-c:8080 down; }
  upstream unused { server nobody:1; }
  server {
    listen 80; # proxy_pass http://commented;
    set $orders "http://order:3000";
    location /cart { proxy_pass http://carts/; proxy_read_timeout 5s; proxy_next_upstream_tries 2; }
    location /order { proxy_pass $orders; proxy_next_upstream off; }
    location ~ \\.php$ { fastcgi_pass php:9000; fastcgi_read_timeout 300; }
    location /x { proxy_pass http://\${BACKEND_HOST}:\${BACKEND_PORT}; }
    location /self { proxy_pass http://$host; }
    location /sock { proxy_pass http://unix:/run/a.sock; fastcgi_pass unix:/run/php.sock; }
  }
}
`;
    expect(targets('default.conf', text)).toEqual(['3 cart-a:8080 routes', '3 cart-b:8080 routes', '9 http://order:3000 routes', '10 php:9000 routes', '11 http://${BACKEND_HOST}:${BACKEND_PORT} routes', '12 http://${host} routes', '13 http://unix:/run/a.sock routes']);
    expect(settings('default.conf', text)?.slice(0, 4)).toEqual([
      { connectTimeout: 2000, timeoutOnCall: 5000, retriesOnCall: 1 }, { connectTimeout: 2000, timeoutOnCall: 5000, retriesOnCall: 1 },
      { connectTimeout: 2000, retriesOnCall: 0 }, { connectTimeout: 2000, timeoutOnCall: 300_000 },
    ]);
  });

  it('names whose defaults hold for what is not set: those of HTTP proxies, not of streams', () => {
    const libraries = (name: string, text: string) => read(name, text)?.targets.map((t) => t.library);
    expect(libraries('nginx.conf', 'stream {\n  server { proxy_pass postgres:5432; }\n}\nhttp {\n  server { location / { proxy_pass http://cart; } }\n}\n')).toEqual([undefined, 'nginx-proxy']);
    const cluster = (name: string) => `    - name: ${name}\n      load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: ${name}, port_value: 80}}}}]}]}\n`;
    expect(libraries('envoy.yaml', `static_resources:\n  listeners:\n    - {filter_chains: [{filters: [{typed_config: {cluster: db}}, {typed_config: {route_config: {virtual_hosts: [{routes: [{route: {cluster: cart}}]}]}}}]}]}\n  clusters:\n${cluster('db')}${cluster('cart')}`)).toEqual([undefined, 'envoy-route']);
  });

  it('reads a file of upstreams alone for whoever includes it', () => {
    expect(targets('upstreams.conf', 'upstream carts {\n  server cart:8080;\n}\n')).toEqual(['2 cart:8080 routes']);
  });

  it('reads Apache httpd: passes, balancers, rewritten requests, definitions', () => {
    const text = `Define CART http://cart:8080
<VirtualHost *:80>
  ProxyTimeout 30
  <Proxy "balancer://orders">
    BalancerMember http://order-a:8080 timeout=5 retry=60
    BalancerMember http://order-b:8080 connectiontimeout=500ms
  </Proxy>
  ProxyPass /static !
  # ProxyPass /old http://old:8080
  ProxyPass "/cart" "\${CART}" timeout=2
  ProxyPassReverse /cart http://reverse:1
  ProxyPass /orders balancer://orders/
  <Location /pay>
    ProxyPass http://payment:9000 \\
      timeout=7
  </Location>
  RewriteRule ^/(.*)$ http://storefront:3000/$1 [P,L]
  RewriteRule ^/x$ https://elsewhere.example/ [R]
</VirtualHost>
`;
    expect(targets('site.conf', text)).toEqual(['10 http://cart:8080 routes', '5 http://order-a:8080 routes', '6 http://order-b:8080 routes', '14 http://payment:9000 routes', '17 http://storefront:3000/ routes']);
    expect(settings('site.conf', text)).toEqual([{ timeoutOnCall: 2000 }, { timeoutOnCall: 5000 }, { timeoutOnCall: 30_000, connectTimeout: 500 }, { timeoutOnCall: 7000 }, { timeoutOnCall: 30_000 }]);
  });

  it('reads Envoy: endpoints of static clusters with what their routes say', () => {
    const text = `static_resources:
  listeners:
    - filter_chains:
        - filters:
            - typed_config:
                route_config:
                  virtual_hosts:
                    - routes:
                        - match: {prefix: /}
                          route: {cluster: cart, timeout: 3s, retry_policy: {num_retries: 2, per_try_timeout: 1s}}
                        - match: {prefix: /s}
                          route: {cluster: stream, timeout: 0s}
  clusters:
    - name: cart
      connect_timeout: 0.25s
      outlier_detection: {consecutive_5xx: 5}
      circuit_breakers: {thresholds: [{max_connections: 100}]}
      load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: cart, port_value: 8080}}}}]}]}
    - name: stream
      load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: feed, port_value: 9000}}}}]}]}
    - name: tracing
      load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: jaeger, port_value: 9411}}}}]}]}
`;
    expect(targets('envoy.yaml', text)).toEqual(['18 cart:8080 routes', '20 feed:9000 routes', '22 jaeger:9411 -']);
    expect(settings('envoy.yaml', text)).toEqual([{ connectTimeout: 250, circuitBreaker: true, connectionPoolMaxConnections: 100, timeoutOnCall: 3000, perTryTimeout: 1000, retriesOnCall: 2 }, { timeoutOnCall: null }, {}]);
  });

  it('reads HAProxy: servers of backends with the defaults before them', () => {
    const text = 'defaults\n  timeout connect 5s\n  timeout server 2000\n  retries 2\nfrontend web\n  bind *:80\n  default_backend carts\nbackend carts\n  timeout server 1m\n  server c1 cart:8080 check\n  # server c2 old:1\n  server c3 gone:1 disabled\nlisten db\n  server d postgres:5432\n';
    expect(targets('haproxy.cfg', text)).toEqual(['10 cart:8080 routes', '14 postgres:5432 routes']);
    expect(settings('haproxy.cfg', text)).toEqual([{ connectTimeout: 5000, timeoutOnCall: 60_000, retriesOnCall: 2 }, { connectTimeout: 5000, timeoutOnCall: 2000, retriesOnCall: 2 }]);
  });

  it('reads Caddy, Traefik and Kong', () => {
    const caddy = 'shop.example {\n  handle /api/* {\n    reverse_proxy cart:8080 {$ORDER:order:3000} {\n      lb_retries 2\n      transport http {\n        dial_timeout 1s\n        response_header_timeout 5s\n      }\n    }\n  }\n  # reverse_proxy old:1\n  reverse_proxy /x/* {\n    to storefront:3000\n  }\n}\n';
    expect(targets('Caddyfile', caddy)).toEqual(['3 cart:8080 routes', '3 ${ORDER} routes', '13 storefront:3000 routes']);
    expect(settings('Caddyfile', caddy)?.[0]).toEqual({ retriesOnCall: 2, connectTimeout: 1000, timeoutOnCall: 5000 });
    expect(targets('dynamic.yml', 'http:\n  routers: {r: {rule: x, service: cart}}\n  services:\n    cart:\n      loadBalancer:\n        servers:\n          - url: http://cart:8080\n')).toEqual(['7 http://cart:8080 routes']);
    expect(targets('krakend.json', '{"version": 3, "endpoints": [{"endpoint": "/cart", "backend": [{"host": ["http://cart:8080"], "url_pattern": "/"}]}]}')).toEqual(['1 http://cart:8080 routes']);
    const kong = "_format_version: '3.0'\nservices:\n  - {name: cart, url: 'http://cart:8080', read_timeout: 2000, retries: 3}\n  - {name: order, host: orders}\nupstreams:\n  - name: orders\n    targets: [{target: 'order:3000'}]\n";
    expect(targets('kong.yml', kong)).toEqual(['3 http://cart:8080 routes', '7 order:3000 routes']);
    expect(settings('kong.yml', kong)?.[0]).toEqual({ timeoutOnCall: 2000, retriesOnCall: 3 });
  });
});

describe('consoles and small proxies', () => {
  it.each([
    ['kibana.yml', 'server.host: 0.0.0.0\nelasticsearch.hosts: ["http://es:9200"]\n', ['2 http://es:9200 stores']],
    ['opensearch_dashboards.yml', 'opensearch.hosts: ["https://search:9200"]\n', ['1 https://search:9200 stores']],
    ['logstash.yml', 'http.host: 0.0.0.0\nxpack.monitoring.elasticsearch.hosts: [ "http://es:9200" ]\n', ['2 http://es:9200 stores']],
    ['apm-server.yml', 'apm-server:\n  host: 0.0.0.0:8200\n  kibana: {host: "kibana:5601"}\noutput.elasticsearch:\n  hosts: ["es:9200"]\n', ['3 kibana:5601 -', '5 es:9200 -']],
    ['servers.json', '{"Servers": {"1": {"Name": "x", "Host": "postgres", "Port": 5432, "MaintenanceDB": "shop"}}}', ['1 postgres stores']],
    ['dynamic_config.yaml', 'kafka:\n  clusters:\n    - name: local\n      bootstrapServers: kafka:9092\n', ['4 kafka:9092 -']],
    ['oauth2-proxy.cfg', 'http_address = "0.0.0.0:4180"\nupstreams = [ "http://storefront:3000/" ]\noidc_issuer_url = "http://keycloak:8080/realms/shop"\nclient_secret = "hunter2"\n', ['2 http://storefront:3000/ routes', '3 http://keycloak:8080/realms/shop -']],
    ['cart.json', '{"api_id": "1", "proxy": {"listen_path": "/cart/", "target_url": "http://cart:8080"}}', ['1 http://cart:8080 routes']],
    ['default.vcl', 'vcl 4.1;\nbackend default {\n  .host = "storefront"; # .host = "old";\n  .port = "3000";\n  .first_byte_timeout = 5s;\n}\n', ['3 storefront:3000 routes']],
    ['package.json', '{"proxy": {"target_url": "http://a"}}', []],
  ])('%s', (name, text, expected) => expect(targets(name, text) ?? []).toEqual(expected));
});

describe('stores and applications', () => {
  it('reads what poolers, replicas and ensembles follow', () => {
    expect(targets('pgbouncer.ini', '[databases]\nshop = host=postgres port=5433 dbname=shop password=hunter2\n* = dbname=x\n[pgbouncer]\nlisten_addr = 0.0.0.0\n')).toEqual(['2 postgres:5433 stores']);
    expect(targets('redis.conf', 'port 6379\nreplicaof cache-main 6379\n')).toEqual(['2 cache-main:6379 stores']);
    expect(targets('sentinel.conf', 'sentinel monitor main cache-main 6379 2\n')).toEqual(['1 cache-main:6379 observes']);
    expect(targets('rabbitmq.conf', 'listeners.tcp.default = 5672\nauth_backends.1 = http\nauth_http.user_path = http://accounts:8180/user\ncluster_formation.consul.host = consul\n')).toEqual(['3 http://accounts:8180/user calls', '4 consul registers']);
    expect(targets('server.properties', 'listeners=PLAINTEXT://:9092\nzookeeper.connect=zk-a:2181,zk-b:2181/kafka\n')).toEqual(['2 zk-a:2181 -', '2 zk-b:2181 -']);
  });

  it('offers an application\'s address settings with their keys, without secrets', () => {
    const text = '[database]\nurl = "postgres://shop:hunter2@postgres:5432/shop"\nname = "shop"\n[server]\nhost = "0.0.0.0"\n[cache]\nnodes = 3\naddr = "cache:6379" # main\n';
    expect(targets('config.toml', text)).toEqual(['2 postgres://postgres:5432/shop -', '8 cache:6379 -']);
    expect(JSON.stringify(read('config.toml', text))).not.toContain('hunter2');
    expect(read('config.toml', text)?.targets.map((t) => t.key)).toEqual(['database.url', 'cache.addr']);
    expect(targets('shop.conf', '[options]\ndb_host = postgres\n; db_host = old\ndb_name = shop\n')).toEqual(['2 postgres -']);
    expect(targets('config.yaml', 'server: {host: 0.0.0.0}\nredis: {host: cache, port: 6379}\nkafka:\n  brokers: [kafka:9092]\n')).toEqual(['2 cache -', '4 kafka:9092 -']);
    expect(targets('settings.json', '{"orders": {"url": "http://order:3000"}}')).toEqual(['1 http://order:3000 -']);
  });
});

describe('what is something else', () => {
  it.each([
    ['Cargo.toml', '[package]\nrepository.url = "https://x.example"\n'], ['rules.yml', 'groups:\n  - name: a\n    rules: []\n'], ['ci.yml', 'jobs: {build: {steps: []}}\n'],
    ['app.conf', 'key = value\n'], ['setup.cfg', '[metadata]\nurl = https://x.example\n'], ['values.yaml', 'route: {host: a}\n'], ['pipeline.yaml', 'pipeline:\n  steps: []\n'], ['config.yml', 'version: 2.1\njobs: {build: {docker: [{url: http://a}]}}\n'], ['dashboards.yml', 'apiVersion: 1\nproviders: [{url: http://a}]\n'], ['openapi.yaml', 'openapi: 3.0.0\nservers: [{url: "http://a"}]\n'],
  ])('%s', (name, text) => expect(targets(name, text) ?? []).toEqual([]));

  it.each(['{\n "metadata": {},\n "apiVersion": "v1",\n', 'apiVersion: v1\nbinaryData:\n', '{"apiVersion": "apps/v1", "items": ['])('a manifest whose kind stands far below: %j', (head) => expect(configParser.claims('app.json', () => head)).toBe(false));

  it('leaves files alone that it does not know and says which turned out not to be its own', () => {
    const files = memoryFiles({ 'rec.yaml': 'receivers:\n- a\n', 'b.yaml': 'x: 1\n' });
    expect(configParser.claims('b.yaml', () => 'x: 1\n')).toBe(false);
    expect(configParser.claims('rec.yaml', () => 'receivers:\n- a\n')).toBe(true);
    expect(['src/main/resources', 'src/test/resources', 'a/src/integrationTest/resources'].map((folder) => configParser.claims(`${folder}/shop.properties`, () => 'a.url=http://a\n'))).toEqual([true, false, false]);
    expect(configParser.parse({ id: 'x', parser: 'config', root: '.', files: ['rec.yaml'] }, files)).toEqual({ facts: [], problems: [], notMine: ['rec.yaml'] });
  });
});

describe('hostile input', () => {
  const names = ['nginx.conf', 'a.conf', 'haproxy.cfg', 'Caddyfile', 'prometheus.yml', 'otel.yaml', 'envoy.yaml', 'fluent.conf', 'a.toml', 'a.ini', 'pgbouncer.ini', 'redis.conf', 'a.alloy', 'vector.toml', 'kong.yml', 'server.properties'];
  const heads = ['', 'server {\n', '<match **>\n@type x\n', '[OUTPUT]\n', 'ProxyPass ', 'receivers:\n  a: &a [*a, *a]\n', 'static_resources: [', '_format_version: 1\nservices: ', 'output {\n', 'scrape_configs:\n', '__proto__ = "http://x"\n'];
  const bodies = ['{'.repeat(5_000), '"\\'.repeat(5_000), "'".repeat(10_000), '${a:-'.repeat(2_000), '['.repeat(7_500), ' '.repeat(15_000), 'a'.repeat(15_000), 'proxy_pass http://$a;\n'.repeat(100), '{{'.repeat(5_000), 'x = ' + '\t'.repeat(7_500), 'set $a $a$a; proxy_pass $a;'.repeat(125), '\\\n'.repeat(5_000)];
  it.each(names)('%s neither throws nor hangs', (name) => {
    for (const head of heads) for (const body of bodies) expect(() => read(name, head + body)).not.toThrow();
  });
});
