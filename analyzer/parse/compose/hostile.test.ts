import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProject, parseProjects } from './testing.js';

describe('hostile and broken input', () => {
  it.each([
    'services: []', 'services: 5', 'services: {a: 5}', 'services: {a: []}', 'services: {a: }', '- 1', '5', 'services:\n  a: {image: [], environment: 5, ports: {}, volumes: 3, depends_on: 7, networks: x, healthcheck: [], deploy: 1, build: [], command: {}, labels: 2, env_file: {}, extends: [], profiles: {}, secrets: 1, tmpfs: {}, links: {}, expose: 5}',
    'services: {a: {deploy: {resources: 5, placement: [], labels: 9}, healthcheck: {test: {}}, networks: {x: 5}, depends_on: {b: 5}, env_file: [[], 5, {path: []}]}}',
    'include: 5', 'include: [5, {}, {path: []}, {path: {}}, []]', 'services: {a: {extends: {service: []}}}', 'services: {__proto__: {image: x, environment: {__proto__: y, constructor: z}}, constructor: {image: y, extends: __proto__}}', 'services:\n  a: &a\n    image: x\n    <<: *a\n', 'services:\n\ta: b',
  ])('bears %j', async (text) => {
    const [project] = await parseProjects({ 'compose.yaml': text });
    expect(() => JSON.stringify(project?.services)).not.toThrow();
  });

  it('says where a type is wrong and keeps the rest', async () => {
    const project = await parseProject('services:\n  a:\n    image: x\n    environment: 5\n    ports: {}\n  b: 7\n');
    expect(project.problems).toMatchObject([{ code: 'compose-wrong-type', severity: 'error', line: 6, column: 3 }, { code: 'compose-wrong-type', line: 5, column: 12 }, { code: 'compose-wrong-type', line: 4, column: 18 }]);
    expect(project.services.map((service) => service.ref.name)).toEqual(['a']);
  });

  it('reports a syntax error, and reads the old format with a warning', async () => {
    const broken = await parseProject('services:\n  a:\n    image: "x\n');
    expect(broken.problems).toMatchObject([{ code: 'yaml-syntax', file: 'compose.yaml' }]);
    const old = await parseProject({ 'docker-compose.yml': 'web:\n  image: x\n  links: [db]\ndb:\n  image: y\n' });
    expect(old.problems).toMatchObject([{ code: 'compose-version-1', severity: 'warning' }]);
    expect(old.services.map((service) => service.ref.name).sort()).toEqual(['db', 'web']);
    expect(old.services.flatMap((service) => service.compose!.links.map((link) => link.service))).toEqual(['db']);
  });

  it('reads CR LF with the same places', async () => {
    const text = 'services:\n  a:\n    image: x\n    environment:\n      - URL=http://b\n';
    const [unix, windows] = [await parseProject(text), await parseProject(text.replaceAll('\n', '\r\n'))];
    expect(windows.services).toEqual(unix.services);
  });

  it('ends on bombs', async () => {
    const aliases = ['x-0: &x0 [a,a,a,a,a,a,a,a,a,a]', ...Array.from({ length: 30 }, (_, index) => `x-${index + 1}: &x${index + 1} [${`*x${index},`.repeat(10)}]`)].join('\n');
    await parseProject(`${aliases}\nservices:\n  a:\n    image: x\n    command: *x30\n`);
    const chain = Array.from({ length: 2_000 }, (_, index) => `  s${index}:\n    extends: s${index + 1}\n    ports: ["${index + 1}"]\n`).join('');
    expect((await parseProject(`services:\n${chain}  s2000: {image: x}\n`)).problems.map((problem) => problem.code)).toContain('compose-too-deep');
    const includes = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}.yaml`, `include: [f${index + 1}.yaml, ./f${index + 1}.yaml]\nservices:\n  s${index}: {image: x}\n`]));
    const project = await parseProject({ ...includes, 'f40.yaml': 'services: {z: {image: x}}\n', 'compose.yaml': 'include: [f0.yaml]\n' });
    expect(project.problems.map((problem) => problem.code)).toContain('compose-too-many-files');
  });

  it('gives the same bytes again', async () => {
    const texts = { 'compose.yaml': 'services:\n  b: {image: x, environment: [B=1, A=2]}\n  a: {image: y}\n', 'z/compose.yaml': 'services: {c: {image: x}}' };
    const json = async (input: Record<string, string>) => JSON.stringify((await parseProjects(input)).map((project) => [project.unit, project.services]));
    expect(await json(Object.fromEntries(Object.entries(texts).reverse()))).toBe(await json(texts));
  });
});

const CORPORA = '../shared/corpora';
const missing = !existsSync(CORPORA);
if (missing) console.warn(`Skipped: ${CORPORA} is not here.`);

describe.skipIf(missing)('public projects', () => {
  const read = (path: string): string => readFileSync(`${CORPORA}/${path}`, 'utf8');

  it('reads the voting app as it is deployed', async () => {
    const [project] = await parseProjects({ 'docker-compose.yml': read('voting-app/docker-compose.yml') });
    expect(project?.problems).toEqual([]);
    expect(project?.services.map((service) => service.ref.name)).toEqual(['vote', 'result', 'worker', 'redis', 'db', 'seed']);
    expect(project?.service('worker').compose?.dependsOn.map(({ service, condition, at }) => [service, condition, at.line])).toEqual([['redis', 'service_healthy', 47], ['db', 'service_healthy', 49]]);
    expect(project?.service('result').compose?.published.map(({ ip, host, container }) => [ip, host, container])).toEqual([[undefined, 8081, 80], ['127.0.0.1', 9229, 9229]]);
    expect(project?.builds.map((build) => build.context)).toEqual(['vote', 'result', 'worker', 'seed-data']);
    expect(project?.service('seed').compose?.profiles).toEqual(['seed']);
    expect(project?.service('db').volumes.map((volume) => [volume.kind, volume.source])).toEqual([['claim', 'db-data'], ['hostPath', 'healthchecks']]);
  });

  it('lays the retail store\'s tracing over what it includes', async () => {
    const catalog = 'services:\n  catalog:\n    image: catalog\n    ports: ["8081:8080"]\n    environment: [A=1]\n';
    const others = ['ui', 'cart', 'checkout', 'orders'].map((name): [string, string] => [`${name}/docker-compose.yml`, `services:\n  ${name}: {image: ${name}}\n`]);
    const names = ['docker-compose.yml', 'compose.override.yaml', 'docker-compose.tracing.yml'];
    const texts = Object.fromEntries([...names.map((name): [string, string] => [`app/${name}`, read(`retail-store/${name}`)]), ...others, ['catalog/docker-compose.yml', catalog]]);
    const projects = await parseProjects(texts);
    expect(projects.map((project) => project.unit.files.slice(0, 2))).toEqual([['app/docker-compose.yml', 'app/compose.override.yaml'], ['app/docker-compose.yml', 'app/docker-compose.tracing.yml']]);
    // The override publishes nothing; the tracing overlay keeps what the included file publishes.
    expect(projects.map((project) => project.service('catalog').compose?.published.length)).toEqual([0, 1]);
    expect(projects[1]?.environment('catalog')).toMatchObject({ A: '1', OTEL_SERVICE_NAME: 'catalog', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector:4318' });
    expect(projects[0]?.environment('ui')).toMatchObject({ RETAIL_UI_ENDPOINTS_CARTS: 'http://carts:8080' });
  });
});
