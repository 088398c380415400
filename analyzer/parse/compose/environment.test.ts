import { describe, expect, it } from 'vitest';
import { parseProject } from './testing.js';

const at = (file: string, line: number, column: number, length: number) => ({ file, line, column, length });

describe('environment', () => {
  it('reads both forms with places of name and value', async () => {
    const project = await parseProject('services:\n  a:\n    image: x\n    environment:\n      - URL=http://b:80\n      - "QUOTED=http://b"\n  b:\n    image: x\n    environment:\n      URL: "http://a"\n      FLAG: true\n');
    const [quoted, url] = project.service('a').containers[0]!.env;
    expect(url).toEqual({ name: 'URL', value: [{ text: 'http://b:80' }], at: at('compose.yaml', 5, 9, 3), valueAt: at('compose.yaml', 5, 13, 11) });
    expect(quoted).toEqual({ name: 'QUOTED', value: [{ text: 'http://b' }], at: at('compose.yaml', 6, 10, 6), valueAt: at('compose.yaml', 6, 17, 8) });
    expect(project.environment('b')).toEqual({ FLAG: 'true', URL: 'http://a' });
  });

  it('passes on variables of .env, and knows that others are not known', async () => {
    const project = await parseProject({ 'compose.yaml': 'services:\n  a:\n    image: x\n    environment: [FROM_ENV, FROM_SHELL]\n  b:\n    image: x\n    environment: { FROM_ENV: , EMPTY: "" }\n', '.env': 'FROM_ENV=yes\n' });
    expect(project.service('a').containers[0]?.env).toMatchObject([{ name: 'FROM_ENV', value: [{ text: 'yes' }], valueAt: { file: '.env', line: 1 } }, { name: 'FROM_SHELL', value: [{ unknown: '${FROM_SHELL}' }] }]);
    expect(project.environment('b')).toEqual({ FROM_ENV: 'yes', EMPTY: '' });
  });

  it('lets environment replace env files, and later files earlier ones', async () => {
    const project = await parseProject({
      'compose.yaml': 'services:\n  a:\n    image: x\n    env_file:\n      - one.env\n      - path: sub/two.env\n        required: true\n    environment:\n      C: inline\n',
      'one.env': 'A=1\nB=1\nC=1\n',
      'sub/two.env': 'B=2\r\nC=2\r\nD=${A}-${TAG}-${NONE}\r\n',
      '.env': 'TAG=t\n',
    });
    expect(project.environment('a')).toEqual({ A: '1', B: '2', C: 'inline', D: '1-t-…' });
    expect(project.service('a').containers[0]?.env[1]).toEqual({ name: 'B', value: [{ text: '2' }], at: at('sub/two.env', 1, 1, 1), valueAt: at('sub/two.env', 1, 3, 1), file: 'sub/two.env' });
    expect(project.unit.files).toEqual(['compose.yaml', '.env', 'one.env', 'sub/two.env']);
  });

  it('takes a raw env file as it is', async () => {
    const project = await parseProject({ 'compose.yaml': 'services:\n  a:\n    image: x\n    env_file:\n      - path: raw.env\n        format: raw\n', 'raw.env': 'A=${B}\n' });
    expect(project.service('a').containers[0]?.env[0]?.value).toEqual([{ text: '${B}' }]);
  });

  it('reports missing files unless they may be missing, and refuses those outside', async () => {
    const project = await parseProject('services:\n  a:\n    image: x\n    env_file:\n      - missing.env\n      - path: optional.env\n        required: false\n      - ../../../etc/passwd\n      - /etc/passwd\n');
    expect(project.problems).toMatchObject([
      { code: 'compose-missing-file', severity: 'warning', line: 5, column: 9 },
      { code: 'path-outside', line: 8, column: 9 },
      { code: 'path-outside', line: 9 },
    ]);
  });

  it('emits no secret, whatever way it takes', async () => {
    const project = await parseProject({
      'compose.yaml': `services:
  a:
    image: x
    env_file: app.env
    command: redis-server --requirepass hunter2
    healthcheck: { test: ["CMD", "redis-cli", "-a", "hunter2", "ping"] }
    environment:
      POSTGRES_PASSWORD: hunter2
      COPY: \${DB_PASSWORD}
      DEFAULT: \${API_TOKEN:-hunter2}
      URL: postgres://u:\${DB_PASSWORD}@db:5432/x
      INLINE: postgres://u:hunter2@db:5432/y
`,
      '.env': 'DB_PASSWORD=hunter2\n',
      'app.env': 'SECRET_KEY=hunter2\nCOPY2=${SECRET_KEY}\n',
    });
    const json = JSON.stringify([project.services, project.problems]);
    expect(json).not.toContain('hunter2');
    expect(project.environment('a')).toMatchObject({ URL: 'postgres://db:5432/x', INLINE: 'postgres://db:5432/y', POSTGRES_PASSWORD: undefined });
  });
});

describe('interpolation', () => {
  it('uses .env beside the project and says which line decided', async () => {
    const project = await parseProject({ 'app/compose.yaml': 'services:\n  a:\n    image: "repo/a:${TAG}"\n', 'app/.env': '# c\nTAG=1.2\n', '.env': 'TAG=wrong\n' });
    expect(project.service('a').containers[0]?.image).toEqual({ value: 'repo/a:1.2', at: { ...at('app/compose.yaml', 3, 12, 15), from: { ...at('app/.env', 2, 1, 3), label: 'TAG' } } });
  });

  it('is unknown, not empty, where nothing sets a variable', async () => {
    const project = await parseProject('services:\n  a:\n    image: repo/a:${TAG}\n    environment:\n      URL: http://${TAG}\n      MUST: ${MUST:?set it}\n');
    expect(project.service('a').containers[0]?.image).toMatchObject({ unknown: 'repo/a:${TAG}' });
    expect(project.service('a').containers[0]?.env[1]?.value).toEqual([{ text: 'http://' }, { unknown: '${TAG}' }]);
    expect(project.problems).toMatchObject([{ code: 'compose-unset-variable', severity: 'info', line: 3, column: 12 }, { code: 'compose-unset-variable', line: 6 }]);
  });

  it('takes defaults and leaves keys alone', async () => {
    const project = await parseProject('x-tag: &tag ${T:-1}\nservices:\n  a:\n    image: x\n    environment:\n      $NAME: ${A:-${B:-deep}}\n      PRICE: $$5\n      TAG: *tag\n');
    expect(project.environment('a')).toEqual({ $NAME: 'deep', PRICE: '$5', TAG: '1' });
  });

  it('reports a dollar sign that starts nothing', async () => {
    const project = await parseProject('services:\n  a:\n    image: x\n    command: echo $(date)\n');
    expect(project.problems).toMatchObject([{ code: 'compose-invalid-variable', line: 4, column: 14 }]);
  });
});
