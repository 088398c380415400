import { describe, expect, it } from 'vitest';
import { parseProject } from './testing.js';

async function published(ports: string): Promise<unknown> {
  const project = await parseProject(`services:\n  app:\n    image: x\n    ports: ${ports}\n`);
  return project.service('app').compose?.published.map(({ ip, host, container }) => [ip, host, container]);
}

describe('ports', () => {
  it.each([
    ['["80"]', [[undefined, undefined, 80]]],
    ['[80]', [[undefined, undefined, 80]]],
    ['["8080:80"]', [[undefined, 8080, 80]]],
    // YAML 1.1 would read 22:22 as the number 1342.
    ['[22:22]', [[undefined, 22, 22]]],
    ['["127.0.0.1:8080:80/tcp"]', [['127.0.0.1', 8080, 80]]],
    ['["127.0.0.1::80"]', [['127.0.0.1', undefined, 80]]],
    ['["[::1]:8080:80"]', [['::1', 8080, 80]]],
    ['["3000-3001:4000-4001"]', [[undefined, 3000, 4000], [undefined, 3001, 4001]]],
    ['["3000-3001"]', [[undefined, undefined, 3000], [undefined, undefined, 3001]]],
    ['["3000-3005:80"]', [[undefined, undefined, 80]]],
    ['["${PORT}:80"]', [[undefined, undefined, 80]]],
    ['["${PORT:-8080}:80"]', [[undefined, 8080, 80]]],
    ['["8080:80", "8080:80"]', [[undefined, 8080, 80]]],
    ['[{ target: 80, published: "8080", host_ip: 127.0.0.1, protocol: tcp }]', [['127.0.0.1', 8080, 80]]],
    ['[{ target: 80 }]', [[undefined, undefined, 80]]],
  ])('%s', async (ports, expected) => expect(await published(ports)).toEqual(expected));

  it('keeps the place and the protocol, and joins what is exposed', async () => {
    const project = await parseProject('services:\n  app:\n    image: x\n    ports:\n      - "53:53/udp"\n    expose: ["53/udp", 9000-9001]\n');
    expect(project.service('app').compose?.published).toEqual([{ host: 53, container: 53, at: { file: 'compose.yaml', line: 5, column: 9, length: 11 } }]);
    expect(project.service('app').containers[0]?.ports).toMatchObject([{ port: 53, protocol: 'UDP' }, { port: 9000, protocol: 'TCP' }, { port: 9001, protocol: 'TCP' }]);
  });

  it.each(['[http]', '["1-65535:1-65535"]', '["80:"]', '[[80]]', '[{published: 80}]', '["99999"]', '["3000-2000"]'])('reports %s', async (ports) => {
    const project = await parseProject(`services:\n  app:\n    image: x\n    ports: ${ports}\n`);
    expect(project.service('app').compose?.published).toEqual([]);
    expect(project.problems).toMatchObject([{ code: 'compose-port', line: 4 }]);
  });
});

async function volumes(text: string) {
  const project = await parseProject({ 'deploy/compose.yaml': `services:\n  app:\n    image: x\n    volumes: ${text}\n` });
  const { volumes: list, containers } = project.service('app');
  return { list, mounts: containers[0]?.mounts };
}

describe('volumes', () => {
  it.each([
    ['["data:/data"]', { kind: 'claim', source: 'data' }],
    ['["./conf:/data:ro"]', { kind: 'hostPath', source: 'deploy/conf' }],
    ['["../shared:/data"]', { kind: 'hostPath', source: 'shared' }],
    ['["../../outside:/data"]', { kind: 'hostPath', source: '../../outside' }],
    ['["/var/run/docker.sock:/data"]', { kind: 'hostPath', source: '/var/run/docker.sock' }],
    ['["~/x:/data"]', { kind: 'hostPath', source: '~/x' }],
    ['["C:\\\\x:/data"]', { kind: 'hostPath' }],
    ['["/data"]', { kind: 'emptyDir' }],
    ['["${DIR}/pg:/data"]', { kind: 'hostPath' }],
    ['["${WHAT}:/data"]', { kind: 'other' }],
    ['[{ type: bind, source: ./conf, target: /data }]', { kind: 'hostPath', source: 'deploy/conf' }],
    ['[{ type: volume, source: data, target: /data }]', { kind: 'claim', source: 'data' }],
    ['[{ type: volume, target: /data }]', { kind: 'emptyDir' }],
    ['[{ type: tmpfs, target: /data, tmpfs: { size: 64m } }]', { kind: 'emptyDir', medium: 'Memory', sizeLimit: '64m' }],
    ['[{ type: npipe, source: x, target: /data }]', { kind: 'other' }],
  ])('%s', async (text, volume) => {
    const { list, mounts } = await volumes(text);
    expect(list).toMatchObject([volume]);
    expect(mounts).toMatchObject([{ path: '/data', volume: list[0]?.name, at: { file: 'deploy/compose.yaml', line: 4 } }]);
    expect(list[0]?.source).toBe('source' in volume ? volume.source : list[0]?.source);
  });

  it('knows what is read-only', async () => {
    expect((await volumes('["aa:/a:ro", "bb:/b:rw", { type: volume, source: cc, target: /c, read_only: true }]')).mounts?.map((mount) => mount.readOnly)).toEqual([true, false, true]);
  });

  it('has one volume for several mounts, and the last of two mounts on one path', async () => {
    const { list, mounts } = await volumes('["data:/a", "data:/b", "other:/c", "final:/c"]');
    expect(list.map((volume) => volume.source)).toEqual(['data', 'final']);
    expect(mounts?.map((mount) => mount.path)).toEqual(['/a', '/b', '/c']);
  });

  it('reports what is used and not declared', async () => {
    const service = 'services:\n  a:\n    image: x\n    networks: [default, back]\n    volumes: ["data:/data", "./x:/x"]\n    secrets: [key]\n';
    expect((await parseProject(service)).problems).toMatchObject([
      { code: 'compose-undeclared', line: 4, column: 25, message: expect.stringContaining('networks:') },
      { code: 'compose-undeclared', line: 5, column: 15, message: expect.stringContaining('volumes:') },
      { code: 'compose-undeclared', line: 6, column: 15, message: expect.stringContaining('secrets:') },
    ]);
    expect((await parseProject(`${service}networks:\n  back:\nvolumes: { data: {} }\nsecrets: { key: { file: ./key } }\n`)).problems).toEqual([]);
  });

  it('reads tmpfs, secrets and configs', async () => {
    const project = await parseProject('services:\n  app:\n    image: x\n    tmpfs: /run:size=1m\n    secrets: [db, { source: key, target: /etc/key }]\n    configs: [conf]\n');
    expect(project.service('app').volumes).toMatchObject([{ kind: 'emptyDir', medium: 'Memory', sizeLimit: '1m' }, { kind: 'secret', source: 'db' }, { kind: 'secret', source: 'key' }, { kind: 'configMap', source: 'conf' }]);
    expect(project.service('app').containers[0]?.mounts.map((mount) => mount.path)).toEqual(['/run', '/run/secrets/db', '/etc/key', '/conf']);
  });
});
