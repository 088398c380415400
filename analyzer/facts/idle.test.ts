import { describe, expect, it } from 'vitest';
import { isIdle } from './idle.js';
import type { Container } from './workloads.js';

const at = { file: 'pod.yaml', line: 1, column: 1, length: 1 };
const container = (command: readonly string[], args: readonly string[] = [], image = 'alpine:3'): Pick<Container, 'role' | 'image' | 'command' | 'args'> =>
  ({ role: 'main', image: { value: image, at }, command: command.map((value) => ({ value, at })), args: args.map((value) => ({ value, at })) });

describe('a container that only sleeps', () => {
  it.each([
    [['sleep', 'infinity']], [['/bin/sleep', '3650d']], [['sleep', '86400']], [['tail', '-f', '/dev/null']], [['/bin/sh', '-c', 'tail -f /dev/null']], [['bash', '-ec', 'sleep infinity']],
    [['sh', '-c', 'while true; do sleep 30; done']], [['sh', '-c', 'while true; do sleep 30; done;']], [['sh', '-c', 'trap : TERM INT; sleep infinity & wait']], [['sh', '-c', 'exec sleep infinity']],
  ])('%j', (command) => expect(isIdle([container(command)])).toBe(true));

  it.each([
    [['sh', '-c', 'sleep 10 && ./server']], [['sh', '-c', 'sleep 10; node server.js']], [['sh', '-c', 'while true; do sleep 30; ./sync; done']], [['./sleep-tracker', '30']],
    [['tail', '-f', '/var/log/app.log']], [['sleepd', 'infinity']], [[]],
  ])('not %j', (command) => expect(isIdle([container(command)])).toBe(false));

  it('is told by its arguments where the image has an entrypoint, and by an image that waits', () => {
    expect(isIdle([container([], ['sleep', 'infinity'])])).toBe(true);
    expect(isIdle([container([], [], 'registry.example.com/pause:3.10')])).toBe(true);
    expect(isIdle([container([], [], 'example/pause-button:1')])).toBe(false);
  });

  it('beside one that works is no idle pod, and an unknown word may be anything', () => {
    expect(isIdle([container(['sleep', 'infinity']), container(['./server'])])).toBe(false);
    expect(isIdle([{ ...container(['sleep']), args: [{ unknown: '{{ .Values.seconds }}', at }] }])).toBe(false);
    expect(isIdle([])).toBe(false);
  });
});
