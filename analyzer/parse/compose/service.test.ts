import { describe, expect, it } from 'vitest';
import { parseProject } from './testing.js';

const one = async (lines: string, rest = '') => {
  const text = `services:\n  app:\n    image: app:1\n${lines.split('\n').map((line) => `    ${line}\n`).join('')}${rest}`;
  const project = await parseProject(text);
  return { ...project, app: project.service('app'), container: project.service('app').containers[0]! };
};

describe('a service', () => {
  it('is a workload of one container, placed at its key', async () => {
    const { app, problems } = await one('restart: unless-stopped\nread_only: true\nworking_dir: /srv\npull_policy: always\nstop_grace_period: 1m30s');
    expect(problems).toEqual([]);
    const at = { file: 'compose.yaml', line: 2, column: 3, length: 3 };
    expect(app).toMatchObject({ kind: 'workload', platform: 'compose', role: 'serve', ref: { kind: 'Service', apiVersion: 'compose', name: 'app' }, at, specAt: at, podAt: at });
    expect(app.compose?.restart).toEqual({ value: 'unless-stopped', at: { file: 'compose.yaml', line: 4, column: 14, length: 14 } });
    expect(app.terminationGracePeriodSeconds).toMatchObject({ value: 90 });
    expect(app.containers).toMatchObject([{ name: 'app', role: 'main', image: { value: 'app:1', at: { line: 3, column: 12, length: 5 } }, readOnlyRootFilesystem: { value: true }, workingDir: '/srv', imagePullPolicy: { value: 'always' } }]);
  });

  it('splits command strings into words and keeps lists', async () => {
    const { container } = await one(`command: sh -c "echo 'a b'" x\\ y\nentrypoint: ["/run", "\${MODE:-fast}", "\${MODE2}"]`);
    expect(container.args).toMatchObject([{ value: 'sh' }, { value: '-c' }, { value: "echo 'a b'" }, { value: 'x y' }]);
    expect(container.command).toMatchObject([{ value: '/run' }, { value: 'fast' }, { unknown: '${MODE2}' }]);
    expect(container.command[1]?.at).toMatchObject({ line: 5, column: 26 });
  });

  it('reads what deploy says, before the older keys', async () => {
    const { app, container } = await one(`deploy:
  mode: replicated
  replicas: 3
  resources:
    limits: { cpus: '0.50', memory: 512M }
    reservations: { memory: 128M }
  restart_policy: { condition: any }
  update_config: { parallelism: 2, order: start-first }
  placement:
    max_replicas_per_node: 1
    preferences:
      - spread: node.labels.zone
mem_limit: 1g
restart: "no"`);
    expect(app.replicas).toEqual({ value: 3, at: { file: 'compose.yaml', line: 6, column: 17, length: 1 } });
    expect(container.resources).toMatchObject({ limits: { cpu: { value: '0.50' }, memory: { value: '512M', at: { line: 8 } } }, requests: { memory: { value: '128M' } }, at: { line: 7, column: 7 } });
    expect(app.compose).toMatchObject({ restart: { value: 'always' }, deploy: { mode: 'replicated', updateOrder: 'start-first', updateParallelism: { value: 2 }, maxReplicasPerNode: 1 } });
    expect(app.spread).toMatchObject([{ kind: 'topology-spread', topologyKey: 'node.labels.zone', required: false }]);
  });

  it('reads the older keys, scale, and a global service that has no replicas', async () => {
    const older = await one('mem_limit: 1g\nmem_reservation: 64m\ncpus: 1.5\nscale: 2');
    expect(older.container.resources).toMatchObject({ limits: { cpu: { value: '1.5' }, memory: { value: '1g' } }, requests: { memory: { value: '64m' } } });
    expect(older.app.replicas).toMatchObject({ value: 2 });
    expect((await one('deploy:\n  mode: global')).app).not.toHaveProperty('replicas');
    expect((await one('deploy:\n  replicas: ${N}')).app.replicas).toMatchObject({ unknown: '${N}' });
  });

  it('reads healthchecks in each form', async () => {
    const check = async (lines: string) => (await one(lines)).app.compose?.healthcheck;
    expect(await check('healthcheck:\n  test: ["CMD", "curl", "-f", "http://localhost"]')).toEqual({ disabled: false, test: ['CMD', 'curl', '-f', 'http://localhost'], at: { file: 'compose.yaml', line: 4, column: 5, length: 11 } });
    expect(await check('healthcheck:\n  test: curl $$HOST')).toMatchObject({ disabled: false, test: ['CMD-SHELL', 'curl $HOST'] });
    expect(await check('healthcheck:\n  test: ["NONE"]')).toMatchObject({ disabled: true, test: [] });
    expect(await check('healthcheck:\n  disable: true')).toMatchObject({ disabled: true });
    expect(await check('healthcheck:\n  interval: 5s')).toMatchObject({ disabled: false, test: [] });
    expect(await check('restart: always')).toBeUndefined();
  });

  it('reads builds in both forms', async () => {
    const project = await parseProject({
      'deploy/compose.yaml': 'services:\n  a:\n    build: ../a\n    image: a:dev\n  b:\n    build:\n      context: ./b\n      dockerfile: docker/Dockerfile.prod\n      target: run\n  c:\n    build: https://example.org/c.git\n  d:\n    build: ../../outside\n  e:\n    build:\n      dockerfile_inline: FROM x\n',
    });
    expect(project.builds).toEqual([
      { kind: 'image-build', image: 'a:dev', context: 'a', dockerfile: 'a/Dockerfile', by: 'compose', at: { file: 'deploy/compose.yaml', line: 3, column: 12, length: 4 } },
      { kind: 'image-build', context: 'deploy/b', dockerfile: 'deploy/b/docker/Dockerfile.prod', by: 'compose', at: { file: 'deploy/compose.yaml', line: 7, column: 16, length: 3 } },
      { kind: 'image-build', context: 'deploy', dockerfile: 'deploy/compose.yaml', by: 'compose', at: { file: 'deploy/compose.yaml', line: 15, column: 5, length: 5 } },
    ]);
    expect(project.service('b').compose?.build).toMatchObject({ target: 'run' });
    expect(project.problems).toMatchObject([{ code: 'path-outside', line: 13, column: 12 }]);
  });

  it('takes paths as Windows writes them', async () => {
    const project = await parseProject({ 'deploy/compose.yaml': 'services:\n  a:\n    build:\n      context: ..\\src\n      dockerfile: a\\Dockerfile\n    env_file: .\\env\\a.env\n    volumes:\n      - .\\data:/data\n      - C:\\shared:/shared\n', 'src/a/Dockerfile': 'FROM x', 'deploy/env/a.env': 'A=1\n' });
    expect(project.builds).toMatchObject([{ context: 'src', dockerfile: 'src/a/Dockerfile' }]);
    expect(project.service('a').containers[0]?.env.map(({ name }) => name)).toEqual(['A']);
    expect(project.service('a').volumes.map(({ source }) => source)).toEqual(['deploy/data', 'C:\\shared']);
    expect(project.problems).toEqual([]);
  });

  it('finds a Dockerfile that is written relative to the Compose file, and says so', async () => {
    const project = await parseProject({ 'deploy/compose.yaml': 'services:\n  a:\n    build:\n      context: ..\n      dockerfile: ../src/a/Dockerfile\n', 'src/a/Dockerfile': 'FROM x' });
    expect(project.builds).toMatchObject([{ context: '.', dockerfile: 'src/a/Dockerfile' }]);
    expect(project.problems).toMatchObject([{ code: 'compose-dockerfile', line: 5, column: 19 }]);
  });

  it('gives labels as annotations too, without secrets', async () => {
    const { app } = await one('labels:\n  - faultline.dev/ignore=single-replica\n  - my.password=hunter2\nannotations:\n  a: b');
    expect(app.labels).toEqual({ 'faultline.dev/ignore': 'single-replica', a: 'b' });
    expect(app.annotations['faultline.dev/ignore']).toEqual({ value: 'single-replica', at: { file: 'compose.yaml', line: 5, column: 30, length: 14 } });
  });
});

describe('names and networks', () => {
  it('collects every name with its place', async () => {
    const { app } = await one('container_name: the-app\nhostname: host\nnetworks:\n  back:\n    aliases: [api, app]', 'networks:\n  back: {}\n');
    expect(app.compose?.names.map(({ name, at }) => [name, at.line])).toEqual([['app', 2], ['the-app', 4], ['host', 5], ['api', 8]]);
    expect(app.compose?.networks).toEqual(['back']);
  });

  it('joins the default network, none, or that of another service', async () => {
    const project = await parseProject(`services:
  a: { image: x }
  b: { image: x, network_mode: host }
  c: { image: x, network_mode: none }
  d: { image: x, network_mode: "service:e" }
  e: { image: x, networks: [front] }
  f: { image: x, network_mode: "service:g" }
  g: { image: x, network_mode: "service:f" }
`);
    const networks = Object.fromEntries(project.services.map((service) => [service.ref.name, service.compose?.networks]));
    expect(networks).toEqual({ a: ['default'], b: [], c: [], d: ['front'], e: ['front'], f: [], g: [] });
    expect(project.service('b').hostNetwork).toBe(true);
  });

  it('reads links with aliases and links to elsewhere', async () => {
    const { app } = await one('links: [db, "cache:redis"]\nexternal_links: ["other_1:legacy"]', '  db: { image: x }\n  cache: { image: x }\n');
    expect(app.compose?.links).toMatchObject([{ service: 'db', alias: 'db' }, { service: 'cache', alias: 'redis' }, { service: 'other_1', alias: 'legacy', external: true }]);
  });
});

describe('depends_on', () => {
  it('reads both forms', async () => {
    const rest = '  db: { image: x }\n  cache: { image: x }\n';
    const short = await one('depends_on: [db]', rest);
    expect(short.app.compose?.dependsOn).toEqual([{ service: 'db', condition: 'service_started', required: true, at: { file: 'compose.yaml', line: 4, column: 18, length: 2 } }]);
    const long = await one('depends_on:\n  db:\n    condition: service_healthy\n  cache:\n    condition: service_started\n    required: false', rest);
    expect(long.app.compose?.dependsOn).toMatchObject([{ service: 'db', condition: 'service_healthy', required: true, at: { line: 5, column: 7 } }, { service: 'cache', required: false }]);
  });

  it('reports unknown services and conditions', async () => {
    const { problems } = await one('depends_on:\n  nobody:\n    condition: whenever');
    expect(problems).toMatchObject([{ code: 'compose-missing-service', line: 5 }, { code: 'compose-condition', line: 6, column: 20 }]);
  });

  it('makes a job of what ends and is waited for', async () => {
    const text = (migrate: string, condition: string): string => `services:\n  app:\n    image: x\n    depends_on:\n      migrate: { condition: ${condition} }\n  migrate:\n    image: x\n${migrate}`;
    const role = async (migrate: string, condition = 'service_completed_successfully') => (await parseProject(text(migrate, condition))).service('migrate').role;
    expect(await role('')).toBe('job');
    expect(await role('    restart: "no"\n')).toBe('job');
    expect(await role('    restart: no\n')).toBe('job');
    expect(await role('    restart: on-failure:3\n')).toBe('job');
    expect(await role('    restart: always\n')).toBe('serve');
    expect(await role('    restart: ${RESTART}\n')).toBe('serve');
    expect(await role('', 'service_started')).toBe('serve');
  });
});
