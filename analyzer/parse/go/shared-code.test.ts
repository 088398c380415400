import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../run.js';
import { ofKind, parseTree, show } from '../source/flow/testing.js';
import { goParser } from './parser.js';

const MODULE = { 'go.mod': 'module example.com/app\n' };
const parse = async (files: Readonly<Record<string, string>>) => (await parseTree(goParser, { ...MODULE, ...files })).facts;
const targets = async (files: Readonly<Record<string, string>>) => ofKind(await parse(files), 'client').flatMap(({ targets: all, packages }) => all.map((target) => `${packages.join(' ')}: ${show(target)}`)).sort();

const DIALER = 'package dialer\n\nimport "google.golang.org/grpc"\n\nfunc Dial(name string) *grpc.ClientConn {\n\tconn, _ := grpc.Dial(name, grpc.WithInsecure())\n\treturn conn\n}\n';
const caller = (name: string) => `package main\n\nimport (\n\t"example.com/app/dialer"\n\t"example.com/app/pb"\n\t"net"\n)\n\nfunc main() {\n\tnet.Listen("tcp", ":80")\n\tpb.NewXClient(dialer.Dial("${name}")).Get()\n}\n`;

it('a helper that programs share calls for each what that one passes', async () => {
  const files = { 'dialer/dialer.go': DIALER, 'pb/x.go': 'package pb\n\nfunc NewXClient(c any) XClient { return nil }\n', 'cmd/cart/main.go': caller('geo:1'), 'cmd/pay/main.go': caller('rate:2') };
  expect(await targets(files)).toEqual(['cmd/cart: geo:1', 'cmd/pay: rate:2']);
});

it('leaves out what only tests import, whatever its file is called', async () => {
  const harness = 'package store\n\nimport (\n\t"net/http"\n\t"testing"\n)\n\nfunc Fake(t *testing.T) { http.Get("http://fake:1") }\n';
  const store = 'package store\n\nimport "net/http"\n\nfunc Load() { http.Get("http://real:1") }\n';
  const program = 'package main\n\nimport (\n\t"example.com/app/store"\n\t"net/http"\n)\n\nfunc main() {\n\tstore.Load()\n\thttp.ListenAndServe(":80", nil)\n}\n';
  expect(await targets({ 'store/harness.go': harness, 'store/store.go': store, 'main.go': program })).toEqual(['.: http://real:1']);
});

it('names under which programs register, also through a helper', async () => {
  const registry = 'package registry\n\nimport "github.com/hashicorp/consul/api"\n\nfunc Register(name string) { _ = &api.AgentServiceRegistration{Name: name} }\n';
  const program = 'package main\n\nimport (\n\t"example.com/app/registry"\n\t"net"\n)\n\nconst name = "srv-cart"\n\nfunc main() {\n\tregistry.Register(name)\n\tnet.Listen("tcp", ":80")\n}\n';
  const other = program.replace('srv-cart', 'srv-pay');
  const facts = ofKind(await parse({ 'registry/registry.go': registry, 'cmd/cart/main.go': program, 'cmd/pay/main.go': other }), 'package');
  expect(facts.filter(({ startable }) => startable).map(({ root, names }) => [root, ...(names ?? []).map(({ name }) => show(name))])).toEqual([['cmd/cart', 'srv-cart'], ['cmd/pay', 'srv-pay']]);
});

describe('what a file fills', () => {
  const program = (declarations: string, body: string) => ({ 'main.go': `package main\n\nimport (\n\t"encoding/json"\n\t"net/http"\n)\n\n${declarations}\n\nfunc main() {\n${body}\n}\n` });

  it('keys of a map', async () => {
    expect(await targets(program('', '\tvar values map[string]string\n\tjson.Unmarshal(read(), &values)\n\thttp.Get("http://" + values["CartAddress"])'))).toEqual(['.: http://${CartAddress}']);
  });

  it('fields by their tags, below the keys that lead to them', async () => {
    const types = 'type Config struct {\n\tCart Backend `mapstructure:"cart"`\n}\ntype Backend struct {\n\tURL string `mapstructure:"url"`\n}';
    expect(await targets(program(types, '\tvar c Config\n\tload(&c)\n\thttp.Get(c.Cart.URL)'))).toEqual(['.: ${cart.url}']);
  });

  it('what is sent as JSON is no configuration', async () => {
    expect(await targets(program('type Order struct {\n\tCallback string `json:"callback"`\n}', '\tvar o Order\n\tdecode(&o)\n\thttp.Get(o.Callback)'))).toEqual(['.: …']);
  });

  it('leads on to the component that the file beside the source names', async () => {
    const files = {
      ...MODULE, ...program('type Config struct {\n\tCart string `mapstructure:"cart_url"`\n}', '\tvar c Config\n\tload(&c)\n\thttp.Get(c.Cart)\n\thttp.ListenAndServe(":80", nil)'),
      'config/config.yaml': 'cart_url: http://cart:8080\n',
      'compose.yaml': 'services:\n  shop: { build: . }\n  cart: { image: example/cart }\n',
    };
    const { document } = (await analyzeFiles(files)).system;
    expect(document.dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['shop -> cart']);
  });
});

it('a service configuration gives timeout, retries and backoff', async () => {
  const code = 'package main\n\nimport (\n\t"google.golang.org/grpc"\n\t"example.com/app/pb"\n)\n\nconst policy = `{"methodConfig": [{"name": [{}], "timeout": "1.5s", "retryPolicy": {"maxAttempts": 4, "initialBackoff": "0.1s", "backoffMultiplier": 2}}]}`\n\nfunc main() {\n\tconn, _ := grpc.NewClient("cart:1", grpc.WithDefaultServiceConfig(policy))\n\tpb.NewXClient(conn).Get()\n}\n';
  const [client] = ofKind(await parse({ 'main.go': code, 'pb/x.go': 'package pb\n\nfunc NewXClient(c any) XClient { return nil }\n' }), 'client');
  expect(Object.fromEntries(client!.settings.map((s) => [s.name, 'value' in s.value ? s.value.value : undefined]))).toEqual({ timeoutOnCall: 1500, retriesOnCall: 3, retryBackoff: 'exponential' });
});
