import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../discover/index.js';
import type { LibraryFact } from '../../facts/types.js';
import { versionsParser } from './parser.js';

async function versionsIn(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const tree = memoryTree(files);
  const [unit] = versionsParser.units(tree.paths.filter((path) => versionsParser.claims(path, () => '')), tree);
  const { facts } = await versionsParser.parse(unit!, tree);
  return Object.fromEntries((facts as readonly LibraryFact[]).map(({ root, version: { name, version, locked, at } }) => [`${root} ${name}`, `${version}${locked ? '' : ' not locked'} ${at.file}:${at.line}`]));
}

const manifest = (dependencies: Readonly<Record<string, string>>): string => JSON.stringify({ name: 'x', dependencies }, null, 2);

describe('npm', () => {
  it('takes the version that package-lock.json installs for that folder', async () => {
    const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages }, null, 1);
    expect(await versionsIn({
      'cart/package.json': manifest({ redis: '^4.0.0', express: '4' }),
      'cart/package-lock.json': lock({ 'node_modules/redis': { version: '4.6.7' } }),
      'work/package.json': manifest({}),
      'work/package-lock.json': lock({ 'node_modules/redis': { version: '5.1.0' }, 'api/node_modules/redis': { version: '4.0.6' } }),
      'work/api/package.json': manifest({ redis: '^4' }),
      'work/web/package.json': manifest({ redis: '*' }),
      'old/package.json': manifest({ redis: '3' }),
      'old/package-lock.json': JSON.stringify({ lockfileVersion: 1, dependencies: { redis: { version: '3.1.2' } } }),
    })).toEqual({
      'cart redis': '4.6.7 cart/package-lock.json:4', 'work/api redis': '4.0.6 work/package-lock.json:4', 'work/web redis': '5.1.0 work/package-lock.json:4', 'old redis': '3.1.2 old/package-lock.json:1',
    });
  });

  it('reads yarn.lock of both kinds and pnpm-lock.yaml', async () => {
    expect(await versionsIn({
      'a/package.json': manifest({ redis: '^4.0.0', ioredis: '^5' }),
      'a/yarn.lock': '# yarn lockfile v1\n\nioredis@^5:\n  version "5.3.2"\n\nredis@^3.0.0:\n  version "3.1.2"\n\n"redis@^4.0.0", redis@^4.6.0:\n  version "4.6.7"\n',
      'b/package.json': manifest({ redis: '^4.0.0' }),
      'b/yarn.lock': '__metadata:\n  version: 6\n\n"redis@npm:^4.0.0":\n  version: 4.6.8\n  resolution: "redis@npm:4.6.8"\n',
      'c/package.json': manifest({ redis: '^4.0.0' }),
      'c/pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      redis:\n        specifier: ^4.0.0\n        version: 4.6.9(x@1)\npackages:\n  redis@4.6.9: {}\n",
      'd/package.json': manifest({ redis: '^4.0.0' }),
      'd/pnpm-lock.yaml': '][ not yaml',
    })).toEqual({
      'a ioredis': '5.3.2 a/yarn.lock:3', 'a redis': '4.6.7 a/yarn.lock:9', 'b redis': '4.6.8 b/yarn.lock:4', 'c redis': '4.6.9 c/pnpm-lock.yaml:5', 'd redis': '^4.0.0 not locked d/package.json:4',
    });
  });

  it('says of a range without a lock file that it is one, and knows nothing of a folder or a branch', async () => {
    expect(await versionsIn({ 'package.json': manifest({ redis: '>=4 <6', ioredis: 'file:../ioredis', pg: '8.11.3', mongodb: 'github:a/b' }) })).toEqual({
      '. redis': '>=4 <6 not locked package.json:4', '. pg': '8.11.3 package.json:6',
    });
  });
});

describe('other registries', () => {
  it('reads Python requirements, projects and locks', async () => {
    expect(await versionsIn({
      'a/requirements.txt': '# redis==1\nRedis[hiredis]==4.5.1 ; python_version > "3"\nkafka_python>=2.0,<3\ncelery\nboto3~=1.34.2\n',
      'b/pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\nredis = "^4.5"\nrequests = {version = "^2", extras = ["socks"]}\n',
      'b/poetry.lock': '[[package]]\nname = "redis"\nversion = "4.6.0"\n',
      'c/pyproject.toml': '[project]\ndependencies = ["redis>=6,<8", "httpx"]\n',
      'd/Pipfile': '[packages]\nredis = "*"\n',
      'd/Pipfile.lock': JSON.stringify({ default: { redis: { version: '==5.0.1' } } }),
    })).toEqual({
      'a redis': '4.5.1 a/requirements.txt:2', 'a kafka-python': '>=2.0 <3 not locked a/requirements.txt:3', 'a celery': '* not locked a/requirements.txt:4', 'a boto3': '~1.34.2 not locked a/requirements.txt:5',
      'b redis': '4.6.0 b/poetry.lock:2', 'b requests': '^2 not locked b/pyproject.toml:4', 'c redis': '>=6 <8 not locked c/pyproject.toml:2', 'd redis': '5.0.1 d/Pipfile.lock:1',
    });
  });

  it('reads go.mod, poms with their parents, Gradle, and projects of .NET', async () => {
    const boot = '<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>2.1.0.RELEASE</version></parent>';
    expect(await versionsIn({
      'go/go.mod': 'module x\n\nrequire (\n\tgithub.com/redis/go-redis/v9 v9.0.2 // indirect\n)\n',
      'java/pom.xml': `<project>${boot}<properties><jedis.version>3.1.0</jedis.version></properties></project>`,
      'java/cart/pom.xml': '<project><dependencies><dependency><groupId>redis.clients</groupId><artifactId>jedis</artifactId><version>${jedis.version}</version></dependency></dependencies></project>',
      'gradle/build.gradle': "plugins { id 'org.springframework.boot' version '3.2.1' }\next { lettuceVersion = '6.3.0' }\ndependencies { implementation \"io.lettuce:lettuce-core:$lettuceVersion\" }\n",
      'net/Directory.Packages.props': '<Project><ItemGroup><PackageVersion Include="Npgsql" Version="8.0.1" /></ItemGroup></Project>',
      'net/cart/cart.csproj': '<Project>\n<PackageReference Include="Npgsql" />\n<PackageReference Include="StackExchange.Redis" Version="2.7.4" />\n</Project>',
      'net/order/order.csproj': '<Project><PackageReference Include="Npgsql" Version="7.*" /></Project>',
      'net/order/packages.lock.json': JSON.stringify({ dependencies: { 'net8.0': { Npgsql: { resolved: '7.0.6' } } } }),
    })).toEqual({
      'go github.com/redis/go-redis/v9': '9.0.2 go/go.mod:4',
      'java org.springframework.boot:spring-boot-dependencies': '2.1.0.RELEASE java/pom.xml:1',
      'java/cart org.springframework.boot:spring-boot-dependencies': '2.1.0.RELEASE java/pom.xml:1',
      'java/cart redis.clients:jedis': '3.1.0 java/cart/pom.xml:1',
      'gradle io.lettuce:lettuce-core': '6.3.0 gradle/build.gradle:3', 'gradle org.springframework.boot:spring-boot-dependencies': '3.2.1 gradle/build.gradle:1',
      'net/cart Npgsql': '8.0.1 net/Directory.Packages.props:1', 'net/cart StackExchange.Redis': '2.7.4 net/cart/cart.csproj:3', 'net/order Npgsql': '7.0.6 net/order/packages.lock.json:1',
    });
  });
});
