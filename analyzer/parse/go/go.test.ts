import { describe, expect, it } from 'vitest';
import { ofKind, parseTree, show, summary } from '../source/flow/testing.js';
import { goParser } from './parser.js';

const MODULE = { 'go.mod': 'module example.com/app\n' };
const program = (code: string): string => `package main\n\nimport (\n\t"context"\n\t"fmt"\n\t"net/http"\n\t"os"\n\t"time"\n\n\t"github.com/avast/retry-go/v4"\n\t"github.com/sony/gobreaker/v2"\n)\n\n${code}\n`;
const parse = (code: string, more: Readonly<Record<string, string>> = {}) => parseTree(goParser, { ...MODULE, 'main.go': program(code), ...more });
const clients = async (code: string, more: Readonly<Record<string, string>> = {}) => ofKind((await parse(code, more)).facts, 'client');
const targets = async (code: string, more: Readonly<Record<string, string>> = {}) => (await clients(code, more)).flatMap((c) => c.targets.map(show));

describe('Go: where addresses come from', () => {
  it.each([
    ['a variable', 'func main() { http.Get(os.Getenv("CART_URL") + "/items") }', ['${CART_URL}']],
    ['a default in a branch', 'func main() {\n\turl := os.Getenv("CART")\n\tif url == "" {\n\t\turl = "http://cart"\n\t}\n\thttp.Get(url)\n}', ['${CART:-http://cart}']],
    ['a helper', 'func env(key, otherwise string) string {\n\tif v, ok := os.LookupEnv(key); ok {\n\t\treturn v\n\t}\n\treturn otherwise\n}\nfunc main() { http.Get(env("CART", "http://cart")) }', ['${CART:-http://cart}']],
    ['a helper that assigns', 'type server struct{ cart string }\nfunc must(target *string, key string) {\n\t*target = os.Getenv(key)\n}\nfunc main() {\n\ts := new(server)\n\tmust(&s.cart, "CART")\n\thttp.Get("http://" + s.cart)\n}', ['http://${CART}']],
    ['Sprintf', 'func main() { http.Get(fmt.Sprintf("http://%s:%d/x", "cart", 80)) }', ['http://cart:80']],
    ['a struct', 'type config struct{ url string }\nfunc load() *config { return &config{url: "http://cart"} }\nfunc main() { c := load(); http.Get(c.url) }', ['http://cart']],
    ['tags', 'type config struct {\n\tURL string `env:"CART" envDefault:"http://cart"`\n\tOther string `envconfig:"OTHER" default:"http://other"`\n\tThird string `env:"THIRD,default=http://third"`\n}\nfunc main() {\n\tvar c config\n\tload(&c)\n\thttp.Get(c.URL)\n\thttp.Get(c.Other)\n\thttp.Get(c.Third)\n}', ['${CART:-http://cart}', '${OTHER:-http://other}', '${THIRD:-http://third}']],
    ['constants', 'const (\n\thost = "cart"\n\tport = "80"\n)\nfunc main() { http.Get("http://" + host + ":" + port) }', ['http://cart:80']],
    ['a wrapper', 'func get(url string) { http.Get(url) }\nfunc a() { get("http://a") }\nfunc b() { get("http://b") }\nfunc main() { a(); b() }', ['http://a', 'http://b']],
    ['a struct written without the names of its fields', 'type api struct {\n\tbase string\n\thttp *http.Client\n}\nfunc newAPI(base string) *api { return &api{base, &http.Client{Timeout: time.Second}} }\nfunc (a *api) items() { a.http.Get(a.base + "/items") }\nfunc main() { newAPI("http://cart").items() }', ['http://cart']],
    ['a method of a client type', 'type api struct {\n\tbase string\n\thttp *http.Client\n}\nfunc newAPI(base string) *api { return &api{base: base, http: &http.Client{Timeout: time.Second}} }\nfunc (a *api) items() { a.http.Get(a.base + "/items") }\nfunc main() { newAPI("http://cart").items() }', ['http://cart']],
    ['a function among options', 'type option func(*s)\ntype s struct{ url string }\nfunc with(url string) option { return func(x *s) { x.url = url } }\nfunc main() {\n\tx := &s{}\n\twith("http://cart")(x)\n\thttp.Get(x.url)\n}', ['http://cart']],
  ])('%s', async (_, code, expected) => expect((await targets(code)).sort()).toEqual(expected));

  it('flags and a connection through packages of the module', async () => {
    const more = { 'store/store.go': 'package store\n\nimport "database/sql"\n\ntype Store struct{ db *sql.DB }\n\nfunc New(dsn string) *Store {\n\tdb, _ := sql.Open("postgres", dsn)\n\treturn &Store{db: db}\n}\n\nfunc (s *Store) All() { s.db.Query("select 1") }\n' };
    const code = 'package main\n\nimport (\n\t"flag"\n\t"example.com/app/store"\n)\n\nvar dsn = flag.String("dsn", "postgres://db:5432/x", "where")\n\nfunc main() { store.New(*dsn).All() }\n';
    const found = ofKind((await parseTree(goParser, { ...MODULE, ...more, 'main.go': code })).facts, 'client');
    expect(found.map(summary)).toEqual(['go-database-sql stores postgresql postgres://db:5432']);
    expect(found[0]!.calls.map((c) => c.function)).toEqual(['All']);
  });
});

describe('Go: deadlines', () => {
  it('of a client in a struct that is written without the names of its fields', async () => {
    const found = await clients('type api struct {\n\tbase string\n\thttp *http.Client\n}\nfunc newAPI(base string) *api { c := &http.Client{Timeout: time.Minute}; return &api{base, c} }\nfunc (a *api) items() { a.http.Get(a.base + "/items") }\nfunc main() { newAPI("http://cart").items() }');
    expect(found.flatMap(({ settings }) => settings.map(({ name, value }) => `${name}=${'value' in value ? value.value : '?'}`))).toEqual(['timeoutOnCall=60000']);
  });


  const settings = async (code: string) => (await clients(code)).flatMap((c) => c.settings.map((s) => `${s.name}=${'value' in s.value ? s.value.value : '?'}`));
  const request = 'req, _ := http.NewRequestWithContext(ctx, "GET", "http://cart", nil)\n\thttp.DefaultClient.Do(req)';

  it.each([
    ['handed in', `func get(ctx context.Context) {\n\t${request}\n}\nfunc main() {\n\tctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)\n\tdefer cancel()\n\tget(ctx)\n}`, ['timeoutOnCall=2000']],
    ['in another variable', `func main() {\n\tctx := context.Background()\n\t_, cancel := context.WithTimeout(ctx, time.Second)\n\tdefer cancel()\n\t${request}\n}`, []],
    ['as a point in time', `func main() {\n\tctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(time.Second))\n\tdefer cancel()\n\t${request}\n}`, ['timeoutOnCall=1000']],
    ['with a value on top', `func main() {\n\tctx, cancel := context.WithTimeout(context.Background(), time.Second)\n\tdefer cancel()\n\tctx = context.WithValue(ctx, "a", "b")\n\t${request}\n}`, ['timeoutOnCall=1000']],
    ['a loop of attempts', 'func main() {\n\tfor i := 0; i < 3; i++ {\n\t\t_, err := http.Get("http://cart")\n\t\tif err == nil {\n\t\t\tbreak\n\t\t}\n\t}\n}', ['retriesOnCall=2', 'retryBackoff=none', 'retryCondition=everything']],
    ['a loop that looks at the failure', 'func main() {\n\tfor i := 0; i < 3; i++ {\n\t\t_, err := http.Get("http://cart")\n\t\tif err == nil || errors.Is(err, errGone) {\n\t\t\tbreak\n\t\t}\n\t}\n}', ['retriesOnCall=2', 'retryBackoff=none', 'retryCondition=?']],
    ['a check of the status', 'func get() error {\n\tresp, err := http.Get("http://cart")\n\tif err != nil {\n\t\treturn err\n\t}\n\tif resp.StatusCode != http.StatusOK {\n\t\treturn errFailed\n\t}\n\treturn nil\n}\nfunc main() { get() }', ['failsOnStatus=true']],
    ['retry-go', 'func main() {\n\tretry.Do(func() error {\n\t\t_, err := http.Get("http://cart")\n\t\treturn err\n\t}, retry.Attempts(4))\n}', ['retriesOnCall=3', 'retryCondition=everything']],
    ['a breaker under retry-go', 'var breaker = gobreaker.NewCircuitBreaker(gobreaker.Settings{})\n\nfunc main() {\n\tretry.Do(func() error {\n\t\t_, err := breaker.Execute(func() (any, error) {\n\t\t\treturn http.Get("http://cart")\n\t\t})\n\t\treturn err\n\t}, retry.Attempts(4))\n}', ['breakerPosition=inside-retry', 'circuitBreaker=true', 'retriesOnCall=3', 'retryCondition=everything']],
    ['retry-go under a breaker', 'var breaker = gobreaker.NewCircuitBreaker(gobreaker.Settings{})\n\nfunc main() {\n\tbreaker.Execute(func() (any, error) {\n\t\treturn nil, retry.Do(func() error {\n\t\t\t_, err := http.Get("http://cart")\n\t\t\treturn err\n\t\t}, retry.Attempts(4))\n\t})\n}', ['breakerPosition=around-retry', 'circuitBreaker=true', 'retriesOnCall=3', 'retryCondition=everything']],
    ['retry-go with a predicate', 'func main() {\n\tretry.Do(func() error {\n\t\t_, err := http.Get("http://cart")\n\t\treturn err\n\t}, retry.Attempts(4), retry.RetryIf(isPassing))\n}', ['retriesOnCall=3', 'retryCondition=?']],
    ['retry-go that may be told to stop', 'func main() {\n\tretry.Do(func() error {\n\t\t_, err := http.Get("http://cart")\n\t\tif err == errGone {\n\t\t\treturn retry.Unrecoverable(err)\n\t\t}\n\t\treturn err\n\t}, retry.Attempts(4))\n}', ['retriesOnCall=3', 'retryCondition=?']],
    ['a loop without an end', 'func main() {\n\tfor {\n\t\t_, err := http.Get("http://cart")\n\t\tif err == nil {\n\t\t\tbreak\n\t\t}\n\t\ttime.Sleep(time.Second)\n\t}\n}', ['retriesOnCall=null', 'retryBackoff=fixed', 'retryCondition=everything', 'retryJitter=false']],
    ['a loop until it succeeds', 'func f() *http.Response {\n\tfor {\n\t\tres, err := http.Get("http://cart")\n\t\tif err != nil {\n\t\t\ttime.Sleep(time.Second)\n\t\t\tcontinue\n\t\t}\n\t\treturn res\n\t}\n}\nfunc main() { f() }', ['retriesOnCall=null', 'retryBackoff=fixed', 'retryCondition=everything', 'retryJitter=false']],
    ['a loop until it is told to stop', 'func f(done func() bool) *http.Response {\n\tfor {\n\t\tres, err := http.Get("http://cart")\n\t\tif err == nil {\n\t\t\treturn res\n\t\t}\n\t\tif done() {\n\t\t\treturn nil\n\t\t}\n\t}\n}\nfunc main() { f(nil) }', []],
    ['a loop over pages', 'func main() {\n\tfor i := 0; i < 3; i++ {\n\t\t_, err := http.Get(fmt.Sprintf("http://cart/?p=%d", i))\n\t\tif err == nil {\n\t\t\tbreak\n\t\t}\n\t}\n}', []],
  ])('%s', async (_, code, expected) => expect(await settings(code)).toEqual(expected));
});

describe('Go: what happens when it fails', () => {
  it.each([
    ['returned', 'if err != nil {\n\t\treturn err\n\t}', 'hard'],
    ['returned inside of another, over several lines', 'if err != nil {\n\t\treturn &unavailable{\n\t\t\tservice: "cart",\n\t\t\tcause:   err,\n\t\t}\n\t}', 'hard'],
    ['answered with a list over several lines', 'if err != nil {\n\t\tlog.Print(err)\n\t\treturn offers{\n\t\t\tnames: nil,\n\t\t}\n\t}', 'soft'],
    ['answered by a helper', 'if err != nil {\n\t\tapp.errorJSON(w, err)\n\t\treturn\n\t}', 'hard'],
    ['logged', 'if err != nil {\n\t\tlog.Printf("%v", err)\n\t}', 'soft'],
    ['told to the client', 'if err != nil {\n\t\thttp.Error(w, "x", 500)\n\t\treturn nil\n\t}', 'hard'],
    ['a fallback', 'if err != nil {\n\t\tlog.Error("failed", err)\n\t\tres = nil\n\t}', 'soft'],
    ['the end', 'if err != nil {\n\t\tlog.Fatal(err)\n\t}', 'hard'],
  ])('%s', async (_, branch, strength) => {
    expect((await clients(`func f() error {\n\tres, err := http.Get("http://cart")\n\t${branch}\n\treturn nil\n}\nfunc main() { f() }`)).map((c) => c.strength)).toEqual([strength]);
  });
});

describe('Go: an error that nobody looks at', () => {
  it.each([
    ['the page goes on without it', 'offers, _ := load()\n\tfmt.Println(offers)', 'soft'],
    ['nothing is expected', '_ = load()', 'soft'],
    ['the response is used as if it were there', 'res, _ := load()\n\tdefer res.Body.Close()', 'hard'],
    ['logged under a name of its own', '_, offersErr := load()\n\tif offersErr != nil {\n\t\tlog.Printf("%v", offersErr)\n\t}', 'soft'],
    ['returned under a name of its own', '_, offersErr := load()\n\tif offersErr != nil {\n\t\treturn offersErr\n\t}', 'hard'],
    ['the value is thrown away, not the error', '_, err := load()\n\tif err != nil {\n\t\tpanic(err)\n\t}', 'hard'],
  ])('%s', async (_, body, strength) => {
    const loads = 'func load() (*http.Response, error) {\n\tres, err := http.Get("http://offers")\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\treturn res, nil\n}';
    expect((await clients(`${loads}\nfunc main() {\n\t${body}\n}`)).map((c) => c.strength)).toEqual([strength]);
  });
});

describe('Go: packages', () => {
  const packages = async (files: Readonly<Record<string, string>>) => ofKind((await parseTree(goParser, files)).facts, 'package').map((p) => [p.root, p.name, p.startable, p.listens.map((l) => show(l.port)).join()]);
  const server = (port: string): string => `package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":${port}", nil) }\n`;

  it.each([
    ['one program in a module', { 'a/go.mod': 'module x/y/cart', 'a/cmd/server/main.go': server('80') }, [['a', 'cart', true, '80']]],
    ['several under cmd', { 'go.mod': 'module x', 'cmd/a/main.go': server('1'), 'cmd/b/main.go': server('2') }, [['cmd/a', 'a', true, '1'], ['cmd/b', 'b', true, '2']]],
    ['services of one module', { 'go.mod': 'module x', 'svc/a/cmd/main.go': server('1'), 'svc/b/main.go': server('2') }, [['svc/a', 'a', true, '1'], ['svc/b', 'b', true, '2']]],
    ['a library', { 'go.mod': 'module x', 'lib.go': 'package x\n' }, [['.', 'x', false, '']]],
    ['tests and tools', { 'go.mod': 'module x', 'hack/main.go': server('1'), 'x_test.go': 'package main\nfunc main() {}' }, []],
  ] as const)('%s', async (_, files, expected) => expect(await packages(files)).toEqual(expected));

  it.each([
    ['gin', '"github.com/gin-gonic/gin"', 'r := gin.Default(); r.Run(":5000")', '5000'],
    ['gin without an address', '"github.com/gin-gonic/gin"', 'r := gin.New(); r.Run()', '${PORT:-8080}'],
    ['a variable called as its package', '"github.com/gin-gonic/gin"', 'gin := gin.Default(); gin.Run(":5000")', '5000'],
    ['echo', '"github.com/labstack/echo/v4"', 'e := echo.New(); e.Logger.Fatal(e.Start(":1323"))', '1323'],
    ['fiber', '"github.com/gofiber/fiber/v2"', 'app := fiber.New(); app.Listen(":3000")', '3000'],
    ['hertz', '"github.com/cloudwego/hertz/pkg/app/server"', 'h := server.Default(server.WithHostPorts("0.0.0.0:8888")); h.Spin()', '8888'],
    ['fasthttp', '"github.com/valyala/fasthttp"', 'fasthttp.ListenAndServe(":8081", nil)', '8081'],
  ])('listens by %s alone', async (_, path, body, port) => {
    expect(await packages({ 'go.mod': 'module x', 'main.go': `package main\n\nimport ${path}\n\nfunc main() { ${body} }\n` })).toEqual([['.', 'x', true, port]]);
  });

  it('gives a shared package to the programs that have it in them', async () => {
    const main = (use: boolean): string => `package main\n\nimport (\n\t"net/http"\n${use ? '\t"x/shared"\n' : ''})\n\nfunc main() {\n${use ? '\tshared.Call()\n' : ''}\thttp.ListenAndServe(":1", nil)\n}\n`;
    const { facts } = await parseTree(goParser, { 'go.mod': 'module x', 'cmd/a/main.go': main(true), 'cmd/b/main.go': main(false), 'shared/s.go': 'package shared\n\nimport "net/http"\n\nfunc Call() { http.Get("http://cart") }\n' });
    expect(ofKind(facts, 'client').map((c) => c.packages)).toEqual([['cmd/a']]);
  });
});

describe('Go: handlers', () => {
  it('reach what they check', async () => {
    const { facts } = await parse('func check() { http.Get("http://cart") }\nfunc health(w http.ResponseWriter, r *http.Request) { check() }\nfunc main() { http.HandleFunc("/healthz", health) }');
    expect(ofKind(facts, 'handler').map((h) => [h.path, h.reaches.length])).toEqual([['/healthz', 1]]);
  });
});

describe('Go: health checks', () => {
  it('a ping reaches the database', async () => {
    const code = 'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n)\n\nfunc main() {\n\tdb, _ := sql.Open("postgres", "postgres://db/app")\n\thttp.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { db.PingContext(r.Context()) })\n}\n';
    const { facts } = await parseTree(goParser, { ...MODULE, 'main.go': code });
    expect(ofKind(facts, 'handler').map((h) => [h.path, h.reaches.length])).toEqual([['/healthz', 1]]);
  });
});

describe('Go: bad input', () => {
  it('reads the rest of a file with a syntax error, with one problem', async () => {
    const { facts, problems } = await parse('func broken( {\n}\n\nfunc main() { http.Get("http://cart") }');
    expect(problems.map((p) => [p.code, p.file])).toEqual([['go-syntax', 'main.go']]);
    expect(ofKind(facts, 'client').map(summary)).toEqual(['go-net-http calls http http://cart']);
  });

  it.each([
    ['recursion', 'func f(u string) { http.Get(u); g(u + "x") }\nfunc g(u string) { f(u) }\nfunc main() { f("http://cart") }'],
    ['types that hold each other', 'type a struct{ *b }\ntype b struct{ *a }\nfunc main() { x := a{}; http.Get(x.url) }'],
    ['a list that holds itself', 'func main() { var l []string; for { l = append(l, l) }; http.Get(l[0]); http.Get(l) }'],
    ['prototype names', 'type t struct{ __proto__ string }\nfunc main() { x := t{__proto__: "http://cart"}; http.Get(x.__proto__ + x.constructor) }'],
    ['deep nesting', `func main() { http.Get(${'('.repeat(3000)}1${')'.repeat(3000)}) }`],
  ])('survives %s', async (_, code) => expect(Array.isArray((await parse(code)).facts)).toBe(true));
});
