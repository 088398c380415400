import { describe, expect, it } from 'vitest';
import { APPLICATION, parseTree, POM } from '../testing.js';

const app = (name: string, ...artifacts: readonly string[]) => ({ [`${name}/pom.xml`]: POM(name, ...artifacts), [`${name}/src/main/java/app/App.java`]: APPLICATION });

describe('configuration files', () => {
  it('YAML documents and file names have profiles; keys are flat, values templates with places', async () => {
    const { settings, packages } = await parseTree({
      ...app('cart'),
      'cart/src/main/resources/application.yml': 'spring:\n  application: {name: cart-service}\nurls: [http://a, "${B:x}"]\n---\nspring.config.activate.on-profile: docker\nurl: http://b\n',
      'cart/src/main/resources/application-prod.properties': '# no\nurl=http\\://c\nlong = a\\\n  b\n',
      'cart/src/test/resources/application.yml': 'url: http://test\n',
    });
    expect(settings.map(({ path, profile, packages: readers }) => [path.split('/').at(-1), profile, ...readers])).toEqual([['application.yml', undefined, 'cart'], ['application-prod.properties', 'prod', 'cart'], ['application.yml', 'docker', 'cart']]);
    expect(settings[0]!.entries.map(({ key, at }) => `${key} ${at.line}:${at.column}`)).toEqual(['spring.application.name 2:23', 'urls[0] 3:8', 'urls[1] 3:18']);
    expect(settings[0]!.entries[2]!.value).toEqual([{ property: 'B', fallback: [{ text: 'x' }] }]);
    expect(settings[1]!.entries.map(({ key, value, at }) => [key, value, at.line, at.column])).toEqual([['url', [{ text: 'http://c' }], 2, 5], ['long', [{ text: 'ab' }], 3, 8]]);
    expect(packages).toMatchObject([{ names: [{ name: [{ text: 'cart-service' }] }] }]);
  });

  it('secrets stay inside', async () => {
    const { settings } = await parseTree({ ...app('cart'), 'cart/src/main/resources/application.yml': 'spring.datasource:\n  url: jdbc:mysql://root:geheim@db/x?password=geheim\n  password: geheim\n' });
    expect(JSON.stringify(settings)).not.toContain('geheim');
    expect(settings[0]!.entries.map(({ key }) => key)).toContain('spring.datasource.url');
  });

  it('a configuration server hands out its folder: by application, by profile, to all', async () => {
    const { settings } = await parseTree({
      ...app('config', 'spring-cloud-config-server'),
      ...app('cart'),
      'config/src/main/resources/application.yml': 'spring.cloud.config.server.native.search-locations: classpath:/shared\n',
      'config/src/main/resources/shared/application.yml': 'a: 1\n',
      'config/src/main/resources/shared/cart-service.yml': 'b: 2\n',
      'config/src/main/resources/shared/cart-service-docker.yml': 'c: 3\n',
      'cart/src/main/resources/bootstrap.yml': 'spring.application.name: cart-service\n',
    });
    const served = settings.filter(({ application }) => application !== undefined).map(({ application, profile, entries, packages }) => [application, profile, entries[0]!.key, packages.length]);
    expect(served).toEqual([['cart-service', 'docker', 'c', 0], ['cart-service', undefined, 'b', 0], ['*', undefined, 'a', 0]]);
  });

  it('broken files are problems, and the rest counts', async () => {
    const { settings, problems } = await parseTree({ ...app('cart'), 'cart/src/main/resources/application.yml': 'a: "x\n', 'cart/src/main/resources/bootstrap.properties': 'b=1\n\u0000\n==\n' });
    expect(problems).toMatchObject([{ code: 'yaml-syntax', file: 'cart/src/main/resources/application.yml' }]);
    expect(settings.flatMap(({ entries }) => entries.map(({ key }) => key))).toContain('b');
  });
});

describe('hostile input', () => {
  it.each([
    ['nesting', 'class A { int x = '.concat('('.repeat(20_000), ')'.repeat(20_000), '; void main(String[] a) {} }')],
    ['noise', 'package x; @SpringBootApplication class { ]]} @@ \u0000 "\n'.repeat(500)],
    ['names of prototypes', 'import org.springframework.web.client.RestTemplate; @__proto__ @constructor class toString { RestTemplate hasOwnProperty; void f() { hasOwnProperty.getForObject(__proto__ + constructor, null); } }'],
    ['long chains', `import org.springframework.web.client.RestTemplate; class A { RestTemplate r; void f() { r.getForObject("http://a"${' + "x"'.repeat(5_000)}, null); b${'.c()'.repeat(5_000)}; } }`],
  ])('survives %s', async (_, source) => {
    const { problems } = await parseTree({ ...app('cart'), 'cart/src/main/java/app/A.java': source });
    expect(problems.every(({ file }) => file === 'cart/src/main/java/app/A.java')).toBe(true);
  });

  it('a syntax error is one problem, the rest of the file counts', async () => {
    const { clients, problems } = await parseTree({ ...app('cart'), 'cart/src/main/java/app/A.java': 'import org.springframework.web.client.RestTemplate;\nclass A {\n  int a = 1 +;\n  void f() { new RestTemplate().getForObject("http://b", null); }\n}\n' });
    expect(problems).toMatchObject([{ code: 'java-syntax', line: 3 }]);
    expect(clients).toMatchObject([{ targets: [[{ text: 'http://b' }]] }]);
  });
});
