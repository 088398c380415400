import { describe, expect, it } from 'vitest';
import { interpolate } from './interpolate.js';
import { isSecretName, safeArgs, safeEnvTemplate, safeNamedText, safeTemplate, safeText } from './secrets.js';
import { showTemplate } from './template.js';

const env = (name: string, raw: string, dialect?: 'kubernetes' | 'compose' | 'none'): string | undefined => {
  const template = safeEnvTemplate(name, raw, dialect);
  return template && showTemplate(template);
};

describe('names', () => {
  it.each(['DB_PASSWORD', 'PGPASSWORD', 'apiKey', 'API-KEY', 'CLIENTSECRET', 'jwt', 'AUTH_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'gcpPrivateKey', 'REDIS_PASS', 'db.pwd', 'APP_KEY', 'KEY', 'credentials', 'STORAGE_SAS'])('%s is a secret', (name) =>
    expect(isSecretName(name)).toBe(true),
  );
  it.each(['CART_URL', 'COMPASS_HOST', 'KEYBOARD', 'ROUTING_KEY', 'partition.key', 'PASSENGER_SERVICE', 'BYPASS', 'MONKEY', 'LOG_LEVEL', 'AUTHOR', ''])('%s is none', (name) => expect(isSecretName(name)).toBe(false));
});

describe('addresses survive without what is secret', () => {
  it.each([
    ['http://cart:8080/', 'http://cart:8080/'],
    ['cart:8080', 'cart:8080'],
    ['token-service:8080', 'token-service:8080'],
    ['http://token-service:8080/v1', 'http://token-service:8080/v1'],
    ['postgres://app:hunter2@db.shop.svc:5432/orders?sslmode=disable', 'postgres://db.shop.svc:5432/orders'],
    ['redis://:hunter2@redis:6379/0', 'redis://redis:6379/0'],
    ['redis://:hun@ter2@redis:6379', 'redis://redis:6379'],
    ['https://example.com/path?api_key=hunter2#frag', 'https://example.com/path'],
    ['http://a:1,http://u:hunter2@b:2/x', 'http://a:1,http://b:2/x'],
    ['mongodb://u:hunter2@m1:27017,m2:27017/db?replicaSet=rs', 'mongodb://m1:27017,m2:27017/db'],
    ['nats://u:hunter2@n1:4222,u:hunter2@n2:4222', 'nats://n1:4222,n2:4222'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['https://registry.example.com/@scope/name', 'https://registry.example.com/…'],
    ['jdbc:postgresql://db:5432/shop?user=app&password=hunter2', 'jdbc:postgresql://db:5432/shop'],
    ['jdbc:sqlserver://db:1433;databaseName=shop;user=sa;password=hunter2', 'jdbc:sqlserver://db:1433'],
    ['jdbc:oracle:thin:scott/hunter2@db:1521:xe', 'jdbc:oracle:thin:@db:1521:xe'],
    ['app:hunter2@tcp(db:3306)/shop?parseTime=true', 'tcp(db:3306)/shop'],
    ['app:hunter2@db:5432/shop', 'db:5432/shop'],
    ['Server=db,1433;Database=shop;User Id=sa;Password=hunter2', 'Server=db,1433;Database=shop'],
    ['Server=db;Password="hun;ter2";Port=5432', 'Server=db;Port=5432'],
    ['Data Source=db;Initial Catalog=shop;uid=sa;pwd=hunter2 x', 'Data Source=db;Initial Catalog=shop'],
    ['host=db port=5432 user=app password=hunter2 dbname=shop', 'host=db port=5432 dbname=shop'],
    ["host=db password='hunter2 x' dbname=shop", 'host=db dbname=shop'],
    ['redis:6379,password=hunter2,ssl=True', 'redis:6379,password=…,ssl=True'],
    ['Endpoint=sb://bus.example.net/;SharedAccessKeyName=Root;SharedAccessKey=hunter2=', 'Endpoint=sb://bus.example.net/'],
    ['kafka-0:9092,kafka-1:9092', 'kafka-0:9092,kafka-1:9092'],
    ['image:tag@sha256:0123', 'image:tag@sha256:0123'],
    ['someone@example.com', 'someone@example.com'],
    ['com.example.ordering.OrderCreatedEventHandlerFactory', 'com.example.ordering.OrderCreatedEventHandlerFactory'],
    ['/usr/share/nginx/html', '/usr/share/nginx/html'],
    ['payments-production-worker-blue-2.shop.svc.cluster.local', 'payments-production-worker-blue-2.shop.svc.cluster.local'],
    ['debug', 'debug'],
    ['', ''],
  ])('%s', (raw, expected) => {
    expect(env('TARGET', raw) ?? '').toBe(expected);
    expect(env('TARGET', raw) ?? '').not.toMatch(/hun|ter2/);
  });

  it.each([
    ['redis://:hun/ter2@redis:6379', 'redis://…'],
    ['redis://:hun#ter2@redis:6379', 'redis://…'],
    ['redis://:hun?ter2@redis:6379', 'redis://…'],
    ['postgres://app:12345/hunter2@db/x', 'postgres://…'],
    ['https://hooks.example.com/services/T0000ABCD/B0000/hunter2', 'https://hooks.example.com/services/…'],
    ['https://hooks.example.com/aB3dE5fG7hI9jK1lM3nO/x', 'https://hooks.example.com/…'],
  ])('%s is cut where it is not known what is secret', (raw, expected) => expect(env('TARGET', raw)).toBe(expected));
});

describe('values that are secrets are dropped', () => {
  const samples: [string, string][] = [
    ['DB_PASSWORD', 'hunter2'],
    ['SECRET_KEY', '${SECRET_KEY}'],
    ['STUFF', 'AKIAIOSFODNN7EXAMPLE'],
    ['STUFF', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['STUFF', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123'],
    ['STUFF', `ghp_${'a1B2'.repeat(9)}`],
    ['STUFF', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['STUFF', 'cGFzc3dvcmQxMjM0NTY3ODkw=='],
    ['STUFF', '123e4567-e89b-12d3-a456-426614174000'],
    ['STUFF', '-----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc\n-----END PRIVATE KEY-----'],
    ['TOKEN_URL', 'hunter2 hunter'],
    ['STUFF', 'x'.repeat(2_000_000)],
  ];
  it.each(samples)('%s, sample %#', (name, raw) => expect(env(name, raw)).toBeUndefined());

  it('keeps the origin under a secret name that says address, and the path of a secret file', () => {
    expect(env('TOKEN_SERVICE_URL', 'http://u:hunter2@token:8080/hunter2?x=1')).toBe('http://token:8080');
    expect(safeEnvTemplate('TOKEN_URL', '$(AUTH_URL)/hunter2')).toEqual([{ env: 'AUTH_URL' }]);
    expect(safeEnvTemplate('TOKEN_URL', '$(AUTH_URL)hunter2')).toBeUndefined();
    expect(env('CREDENTIALS_HOST', 'credentials.shop')).toBe('credentials.shop');
    expect(env('POSTGRES_PASSWORD_FILE', '/run/secrets/db')).toBe('/run/secrets/db');
  });
});

describe('variables', () => {
  it('expands as Kubernetes does', () => {
    expect(interpolate('http://$(HOST):$(PORT)/$$(X)/$y/$(', 'kubernetes')).toEqual([{ text: 'http://' }, { env: 'HOST' }, { text: ':' }, { env: 'PORT' }, { text: '/$(X)/$y/$(' }]);
  });

  it('expands as Compose does', () => {
    expect(interpolate('$A-${B}-${C:-x${D-y}}-${E:?no}-${F:+z}-$$G-${', 'compose')).toEqual([
      { env: 'A' },
      { text: '-' },
      { env: 'B' },
      { text: '-' },
      { env: 'C', fallback: [{ text: 'x' }, { env: 'D', fallback: [{ text: 'y' }] }] },
      { text: '-' },
      { env: 'E' },
      { text: '-' },
      { unknown: 'F' },
      { text: '-$G-${' },
    ]);
  });

  it('keeps holes of addresses and drops those of user info', () => {
    expect(safeEnvTemplate('URL', 'amqp://$(USER):$(PW)@$(HOST):$(PORT)/v?k=$(K)')).toEqual([{ text: 'amqp://' }, { env: 'HOST' }, { text: ':' }, { env: 'PORT' }, { text: '/v' }]);
    expect(safeEnvTemplate('ADDR', '$(HOST):6379')).toEqual([{ env: 'HOST' }, { text: ':6379' }]);
  });

  it('cleans fallbacks by the name of their variable', () => {
    expect(safeEnvTemplate('URL', 'http://${HOST:-cart}:${PORT:-80}', 'compose')).toEqual([{ text: 'http://' }, { env: 'HOST', fallback: [{ text: 'cart' }] }, { text: ':' }, { env: 'PORT', fallback: [{ text: '80' }] }]);
    expect(safeEnvTemplate('FOO', '${DB_PASSWORD:-hunter2}', 'compose')).toEqual([{ env: 'DB_PASSWORD' }]);
    expect(safeTemplate('DB', [{ env: 'DB', fallback: [{ text: 'postgres://u:hunter2@db/x' }] }])).toEqual([{ env: 'DB', fallback: [{ text: 'postgres://db/x' }] }]);
  });

  it('does not take private-use characters of the input for holes', () => {
    expect(safeTemplate('A', [{ text: '\uE000x' }, { env: 'B' }])).toEqual([{ text: '\uFFFDx' }, { env: 'B' }]);
  });
});

describe('free text', () => {
  it.each([
    ['curl -u app:hunter2 http://cart/', 'curl -u … http://cart/'],
    ['mysql -h db -phunter2 shop', 'mysql -h db -p… shop'],
    ['mysqladmin ping -h db -p hunter2', 'mysqladmin ping -h db -p …'],
    ['redis-cli -h redis -a hunter2 ping', 'redis-cli -h redis -a … ping'],
    ['redis-server --requirepass hunter2 --port 6379', 'redis-server --requirepass … --port 6379'],
    ['app --password=hunter2 --host=db', 'app --password=… --host=db'],
    ['app --db-password "hunter2 x" --host db', 'app --db-password … --host db'],
    ['sh -c "redis-cli -a hunter2 ping"', 'sh -c "redis-cli -a … ping"'],
    ['java -Dspring.datasource.password=hunter2 -jar app.jar', 'java -Dspring.datasource.password=… -jar app.jar'],
    ['Authorization: Bearer hunter2', 'Authorization: …'],
    ['{"password": "hun\\"ter2", "host": "db"}', '{"password": …, "host": "db"}'],
    ['{"pin": 1, "token": 12345678, "host": "db"}', '{"pin": 1, "token": …, "host": "db"}'],
    ['<password>hunter2</password><host>db</host>', '<password>…</password><host>db</host>'],
    ['spring.redis.host=redis', 'spring.redis.host=redis'],
    ['proxy_pass http://cart:8080;', 'proxy_pass http://cart:8080;'],
    ['until nc -z db 5432; do sleep 1; done', 'until nc -z db 5432; do sleep 1; done'],
    ['see (http://u:hunter2@h/x) and <http://g>', 'see (http://h/x) and <http://g>'],
  ])('%s', (raw, expected) => expect(safeText(raw)).toBe(expected));

  it('follows what spans lines', () => {
    const text = 'host: db\npassword: |\n  hunter2\n  more\nport: 1\ncert: |\n  -----BEGIN CERTIFICATE-----\n  hunter2\n  -----END CERTIFICATE-----\nsecrets:\n  - hunter2\nlast: x';
    const safe = safeText(text);
    expect(safe).not.toContain('hunter2');
    expect(safe).toContain('host: db\n');
    expect(safe).toContain('\nport: 1\n');
    expect(safe.split('\n')).toHaveLength(text.split('\n').length);
    expect(safe.endsWith('last: x')).toBe(true);
  });

  it('cleans arguments together', () => {
    expect(safeArgs(['--user', 'app', '--password', 'hunter2', '--url', 'http://a:hunter2@b/'])).toEqual(['--user', 'app', '--password', '…', '--url', 'http://b/']);
    expect(safeArgs(['--verbose', '--token', '--next'])).toEqual(['--verbose', '--token', '--next']);
    expect(safeArgs(['sh', '-c', 'redis-cli -a hunter2 ping'])).toEqual(['sh', '-c', 'redis-cli -a … ping']);
  });

  it('drops a named text whose name is a secret', () => {
    expect(safeNamedText('db-password', 'x')).toBeUndefined();
    expect(safeNamedText('app.properties', 'a=b\ndb.password=hunter2\n')).toBe('a=b\ndb.password=…\n');
  });
});

describe('hostile values are read in linear time', () => {
  const size = 1 << 16;
  it.each(['a', '"\\', '://', 'a://', '=', 'token=', ':@', 'eyJ', '$(', '${', "'", '<a', '\\', '-p ', 'A=b;', 'a/', '[', '\n\n '])('%j repeated', (unit) => {
    const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
    const lines = text.replace(/(.{8000})/g, '$1\n').slice(0, size);
    for (const value of [text, lines]) {
      expect(() => [safeText(value), env('X', value), env('X', value, 'compose'), safeArgs([value])]).not.toThrow();
    }
  });
});
