import { describe, expect, it } from 'vitest';
import { parseProject, parseProjects } from './testing.js';

const BASE = `services:
  web:
    image: web:1
    command: ["serve", "--fast"]
    entrypoint: /run
    environment: [A=1, B=1]
    ports: ["80:80"]
    volumes: ["data:/data", "./x:/x"]
    depends_on: [db]
    networks: [front]
    healthcheck: { test: ["CMD", "a"], interval: 5s }
    deploy: { replicas: 2, resources: { limits: { memory: 1g } } }
    env_file: one.env
    build: ./web
  db:
    image: db:1
`;

const merged = async (override: string) => parseProject({ 'compose.yaml': BASE, 'compose.override.yaml': override, 'one.env': 'E=1\n', 'two.env': 'E=2\n' });

describe('an override file', () => {
  it('merges mappings, appends lists, and replaces commands; every value stays where it was written', async () => {
    const project = await merged(`services:
  web:
    image: web:2
    command: ["debug"]
    environment: { B: "2", C: "2" }
    ports: ["443:443", "80:80"]
    volumes: ["other:/data"]
    depends_on:
      cache: { condition: service_healthy }
    networks: { back: { aliases: [w] } }
    healthcheck: { test: ["CMD", "b"] }
    deploy: { resources: { limits: { cpus: "1" } } }
    env_file: [two.env]
    build: { target: dev }
  cache:
    image: cache:1
`);
    const web = project.service('web');
    const container = web.containers[0]!;
    expect(project.unit).toMatchObject({ id: 'compose:compose.yaml+compose.override.yaml', files: ['compose.yaml', 'compose.override.yaml', 'one.env', 'two.env'] });
    expect(web.at).toMatchObject({ file: 'compose.yaml', line: 2 });
    expect(container.image).toEqual({ value: 'web:2', at: { file: 'compose.override.yaml', line: 3, column: 12, length: 5 } });
    expect(container.args).toMatchObject([{ value: 'debug' }]);
    expect(container.command).toMatchObject([{ value: '/run', at: { file: 'compose.yaml' } }]);
    expect(container.env.map(({ name, at }) => [name, at.file, at.line])).toEqual([['A', 'compose.yaml', 6], ['B', 'compose.override.yaml', 5], ['C', 'compose.override.yaml', 5], ['E', 'two.env', 1]]);
    expect(web.compose?.published).toMatchObject([{ host: 80, at: { file: 'compose.override.yaml' } }, { host: 443 }]);
    expect(web.volumes.map((volume) => volume.source)).toEqual(['other', 'x']);
    expect(web.compose?.dependsOn).toMatchObject([{ service: 'db', condition: 'service_started', at: { file: 'compose.yaml' } }, { service: 'cache', condition: 'service_healthy' }]);
    expect(web.compose?.networks).toEqual(['front', 'back']);
    expect(web.compose?.healthcheck?.test).toEqual(['CMD', 'b']);
    expect(web.replicas).toMatchObject({ value: 2 });
    expect(container.resources.limits).toMatchObject({ memory: { value: '1g' }, cpu: { value: '1' } });
    expect(web.compose?.build).toMatchObject({ context: 'web', target: 'dev' });
    expect(project.service('cache').at.file).toBe('compose.override.yaml');
  });

  it('follows !reset and !override', async () => {
    const project = await merged('services:\n  web:\n    ports: !override ["9:9"]\n    volumes: !reset []\n    environment: !override { ONLY: "1" }\n    build: !reset null\n    env_file: !reset []\n    deploy:\n      replicas: !reset null\n  db: !reset null\n');
    const web = project.service('web');
    expect(web.compose?.published).toMatchObject([{ host: 9 }]);
    expect(web.volumes).toEqual([]);
    expect(project.environment('web')).toEqual({ ONLY: '1' });
    expect(project.builds).toEqual([]);
    expect(web).not.toHaveProperty('replicas');
    expect(project.services.map((service) => service.ref.name)).toEqual(['web']);
  });

  it('changes nothing where it says nothing', async () => {
    const project = await merged('services:\n  web:\n    ports:\n    image:\n');
    expect(project.service('web').compose?.published).toMatchObject([{ host: 80 }]);
  });

  it('is found by any of the default names', async () => {
    const project = await parseProject({ 'docker-compose.yml': 'services:\n  a:\n    image: x\n', 'compose.override.yaml': 'services:\n  a:\n    image: y\n' });
    expect(project.service('a').containers[0]?.image).toMatchObject({ value: 'y' });
  });
});

describe('which files make a project', () => {
  const complete = 'services:\n  a:\n    image: x\n';
  const overlay = 'services:\n  a:\n    environment: [P=1]\n';

  it('lays what does not run alone over the base, and leaves the override out of it', async () => {
    const projects = await parseProjects({ 'docker-compose.yml': complete, 'docker-compose.override.yml': 'services:\n  a:\n    environment: [DEV=1]\n', 'docker-compose.prod.yml': overlay, 'docker-compose.images.yml': complete });
    expect(projects.map((project) => project.unit.files)).toEqual([['docker-compose.images.yml'], ['docker-compose.yml', 'docker-compose.override.yml'], ['docker-compose.yml', 'docker-compose.prod.yml']]);
    expect(projects[2]?.environment('a')).toEqual({ P: '1' });
    expect(projects[2]?.problems).toEqual([]);
  });

  it('finds another file for an overlay when there is no base, and says when there is none', async () => {
    const [alone] = await parseProjects({ 'docker-compose.prod.yml': overlay });
    expect(alone?.problems).toMatchObject([{ code: 'compose-nothing-to-run', line: 2, column: 3 }]);
    const projects = await parseProjects({ 'docker-compose.base.yml': complete, 'docker-compose.prod.yml': overlay });
    expect(projects.map((project) => project.unit.files)).toEqual([['docker-compose.base.yml'], ['docker-compose.base.yml', 'docker-compose.prod.yml']]);
  });

  it('reads COMPOSE_FILE', async () => {
    const projects = await parseProjects({ '.env': 'COMPOSE_FILE=a.compose.yml:docker-compose.dev.yml\n', 'a.compose.yml': complete, 'docker-compose.dev.yml': overlay });
    expect(projects.map((project) => project.unit.files)).toEqual([['a.compose.yml', 'docker-compose.dev.yml', '.env']]);
  });

  it('claims by name, or by what is unmistakably Compose', async () => {
    const projects = await parseProjects({
      'stack.yaml': complete,
      'k8s/compose.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: x }\n',
      '.gitlab-ci.yml': 'image: node\nservices:\n  - name: postgres\n',
      '.woodpecker.yml': 'steps:\n  t:\n    image: x\nservices:\n  db:\n    image: postgres\n',
      'services.yaml': 'services:\n  App\\Service:\n    class: X\n',
    });
    expect(projects.map((project) => project.unit.id)).toEqual(['compose:stack.yaml']);
  });
});
