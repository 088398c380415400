import { describe, expect, it } from 'vitest';
import type { Container } from '../../analyzer/facts/types.js';
import { hostsOf } from './hosts.js';
import { tagOf } from './images.js';
import { lacks } from './resources.js';
import { duration, isTemplated, names } from './text.js';
import { labelLines } from './workloads.js';

const at = { file: 'a.yaml', line: 1, column: 1, length: 1 };

describe('hosts of a probe command', () => {
  it.each([
    [['curl', '-f', 'http://other:8080/health'], ['other']],
    [['sh', '-c', 'wget -qO- https://user@api.shop.svc/ready || exit 1'], ['api.shop.svc']],
    [['pg_isready', '-h', 'db', '-U', 'app'], ['db']],
    [['/usr/bin/redis-cli', '-h', 'cache', '-p', '6379', 'ping'], ['cache']],
    [['mysqladmin', 'ping', '--host=db'], ['db']],
    [['nc', '-z', 'queue', '5672'], ['queue']],
    [['bash', '-c', 'echo > /dev/tcp/queue/5672'], ['queue']],
    [['grpc_health_probe', '-addr=:8080'], []],
    [['curl', '-f', 'http://localhost:8080/', 'http://127.0.0.1/'], []],
    [['pg_isready', '-U', 'postgres'], []],
    [['redis-cli', '-h', '$REDIS_HOST', 'ping'], []],
    [['ls', '-h', 'db'], []],
    [['cat', '/tmp/healthy'], []],
  ])('%j: %j', (command, hosts) => expect(hostsOf(command)).toEqual(hosts));

  it('ends on a command of any length', () => expect(hostsOf(['a'.repeat(1_000_000), '://'.repeat(100_000)])).toEqual([]));
});

describe('image references', () => {
  it.each([
    ['redis', undefined, false],
    ['redis:7', '7', false],
    ['registry.example:5000/redis', undefined, false],
    ['registry.example:5000/redis:7', '7', false],
    ['redis@sha256:ab', undefined, true],
    ['redis:latest@sha256:ab', 'latest', true],
  ])('%s', (image, tag, pinned) => expect(tagOf(image)).toEqual({ ...(tag ? { tag } : {}), pinned }));

  it('knows what a template fills in', () => {
    expect(['a:${TAG}', '{{ .Values.image }}', '$(IMAGE)', 'a:<tag>'].map(isTemplated)).toEqual([true, true, true, true]);
    expect(isTemplated('redis:7')).toBe(false);
  });
});

describe('what a container lacks', () => {
  const container = (requests: object, limits: object) => ({ resources: { requests, limits } }) as unknown as Container;
  const set = (value: string) => ({ value, at });

  it('takes a limit for the request', () => expect(lacks(container({}, { cpu: set('1'), memory: set('1Gi') }), [])).toEqual([]));
  it('takes an unknown value for one', () => expect(lacks(container({ cpu: { unknown: '${CPU}', at }, memory: { unknown: '${M}', at } }, { memory: { unknown: '${M}', at } }), [])).toEqual([]));
  it('takes a zero for none', () => expect(lacks(container({ cpu: set('0'), memory: set('0Mi') }, {}), [])).toEqual(['memory limit', 'memory request', 'CPU request']));
  it('takes the maximum of a LimitRange for the default limit, and that for the request', () => expect(lacks(container({}, {}), [{ 'max.memory': set('1Gi') }])).toEqual(['CPU request']));
  it('does not take a default request for a limit', () => expect(lacks(container({}, {}), [{ 'defaultRequest.memory': set('1Gi'), 'defaultRequest.cpu': set('1') }])).toEqual(['memory limit']));
});

describe('texts', () => {
  it('joins names so that the sentence stays short', () => {
    expect(names(['a'])).toBe('a');
    expect(names(['a', 'b'])).toBe('a and b');
    expect(names(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d and e');
    expect(names(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d and 2 more');
  });
  it('says durations', () => expect([800, 2_000, 90_000, 300_000].map(duration)).toEqual(['800 ms', '2 s', '90 s', '5 min']));
  it('quotes label values that YAML would read as something else', () => expect(labelLines([['a', 'cart'], ['b', '1'], ['c', 'yes'], ['d/e', 'v1.2'], ['f\n- x', 'g: h']], 2)).toBe('  a: cart\n  b: "1"\n  c: "yes"\n  d/e: v1.2\n  "f\\n- x": "g: h"'));
});
