import { describe, expect, it } from 'vitest';
import { parseProject, parseProjects } from './testing.js';

describe('extends', () => {
  it('merges over a service of the same file, through chains', async () => {
    const project = await parseProject('services:\n  base:\n    image: base:1\n    environment: { A: "1", B: "1" }\n  mid:\n    extends: base\n    environment: { B: "2" }\n  top:\n    extends: { service: mid }\n    environment: { C: "3" }\n');
    expect(project.environment('top')).toEqual({ A: '1', B: '2', C: '3' });
    expect(project.service('top').containers[0]).toMatchObject({ name: 'top', at: { line: 8 }, image: { value: 'base:1', at: { line: 3 } } });
    expect(project.environment('base')).toEqual({ A: '1', B: '1' });
  });

  it('takes paths from the folder of the file that it names', async () => {
    const project = await parseProject({
      'app/compose.yaml': 'services:\n  web:\n    extends:\n      file: ../common/services.yml\n      service: web\n    volumes: ["./own:/own"]\n    command: x\n',
      'common/services.yml': 'services:\n  web:\n    build: ./src\n    env_file: web.env\n    volumes: ["./conf:/conf"]\n    extends: { file: deep/base.yml, service: base }\n',
      'common/web.env': 'A=1\n',
      'common/deep/base.yml': 'services:\n  base:\n    restart: always\n    volumes: ["./deep:/deep"]\n    image: x\n',
    });
    const web = project.service('web');
    expect(project.unit).toMatchObject({ id: 'compose:app/compose.yaml', files: ['app/compose.yaml', 'common/deep/base.yml', 'common/services.yml', 'common/web.env'] });
    expect(web.volumes.map((volume) => volume.source)).toEqual(['common/deep/deep', 'common/conf', 'app/own']);
    expect(web.compose).toMatchObject({ build: { context: 'common/src', at: { file: 'common/services.yml', line: 3 } }, restart: { value: 'always', at: { file: 'common/deep/base.yml' } } });
    expect(project.environment('web')).toEqual({ A: '1' });
    expect(project.problems).toEqual([]);
  });

  it('keeps an extended file as a project only under a default name', async () => {
    const extending = (file: string): string => `services:\n  a:\n    extends: { file: ${file}, service: a }\n`;
    const complete = 'services:\n  a:\n    image: x\n';
    expect((await parseProjects({ 'compose.yaml': extending('sub/docker-compose.yml'), 'sub/docker-compose.yml': complete })).map((project) => project.unit.id)).toEqual(['compose:compose.yaml', 'compose:sub/docker-compose.yml']);
    expect((await parseProjects({ 'compose.yaml': extending('docker-compose.base.yml'), 'docker-compose.base.yml': complete })).map((project) => project.unit.id)).toEqual(['compose:compose.yaml']);
  });

  it('names circles, missing services and files', async () => {
    const project = await parseProject('services:\n  a:\n    image: x\n    extends: b\n  b:\n    extends: { service: a }\n  c:\n    image: x\n    extends: nobody\n  d:\n    image: x\n    extends: { file: gone.yml, service: d }\n');
    expect(project.problems).toMatchObject([
      { code: 'compose-extends-cycle', severity: 'error', line: 6, message: expect.stringContaining('a -> b -> a') },
      { code: 'compose-missing-service', line: 9, column: 14 },
      { code: 'compose-missing-file', line: 12, column: 22 },
    ]);
    expect(project.services).toHaveLength(4);
  });

  it('lets an overlay extend what only the base defines', async () => {
    const [, overlaid] = await parseProjects({ 'compose.yaml': 'services:\n  a:\n    image: x\n  c:\n    image: y\n', 'compose.prod.yaml': 'services:\n  c:\n    restart: always\n  b:\n    extends: a\n' });
    expect(overlaid?.service('b').containers[0]?.image).toMatchObject({ value: 'x' });
  });
});

describe('include', () => {
  it('loads each included file with its own folder and env file', async () => {
    const project = await parseProject({
      'compose.yaml': 'include:\n  - sub/compose.yaml\n  - path: [long/a.yml, long/b.yml]\n    project_directory: elsewhere\n    env_file: long/vars.env\nservices:\n  web:\n    image: web\n    depends_on: [db, a]\n',
      'sub/compose.yaml': 'services:\n  db:\n    image: "db:${TAG}"\n    build: .\n',
      'sub/.env': 'TAG=sub\nOUTER=sub\n',
      'long/a.yml': 'services:\n  a:\n    image: "a:${TAG}-${OUTER}"\n    volumes: ["./x:/x"]\n',
      'long/b.yml': 'services:\n  a:\n    command: b\n',
      'long/vars.env': 'TAG=long\nOUTER=long\n',
      '.env': 'OUTER=outer\n',
    });
    expect(project.problems).toEqual([]);
    expect(project.services.map((service) => service.ref.name)).toEqual(['web', 'db', 'a']);
    expect(project.service('db').containers[0]?.image).toMatchObject({ value: 'db:sub', at: { file: 'sub/compose.yaml', from: { file: 'sub/.env', label: 'TAG' } } });
    expect(project.service('db').compose?.build?.context).toBe('sub');
    // The including project's variables go before those of the included one.
    expect(project.service('a').containers[0]?.image).toMatchObject({ value: 'a:long-outer' });
    expect(project.service('a').volumes[0]?.source).toBe('elsewhere/x');
    expect(project.service('a').containers[0]?.args).toMatchObject([{ value: 'b' }]);
  });

  it('is overridden by an override file, but not by the including file', async () => {
    const files = { 'sub/compose.yaml': 'services:\n  db:\n    image: db\n', 'compose.yaml': 'include: [sub/compose.yaml]\n' };
    const overridden = await parseProject({ ...files, 'compose.override.yaml': 'services:\n  db:\n    restart: always\n' });
    expect(overridden.service('db').compose?.restart).toMatchObject({ value: 'always' });
    expect(overridden.problems).toEqual([]);
    const conflicting = await parseProject({ ...files, 'compose.yaml': 'include: [sub/compose.yaml]\nservices:\n  db:\n    image: mine\n' });
    expect(conflicting.problems).toMatchObject([{ code: 'compose-include-conflict', file: 'compose.yaml', line: 3, column: 3 }]);
    expect(conflicting.service('db').containers[0]?.image).toMatchObject({ value: 'mine' });
  });

  it('takes a file that is included twice once', async () => {
    const project = await parseProject({ 'compose.yaml': 'include: [a.yaml, b.yaml]\n', 'a.yaml': 'include: [c.yaml]\n', 'b.yaml': 'include: [c.yaml]\n', 'c.yaml': 'services:\n  c:\n    image: x\n' });
    expect(project.problems).toEqual([]);
    expect(project.services).toHaveLength(1);
  });

  it('names circles, and one of the files stays a project', async () => {
    const project = await parseProject({ 'a/compose.yaml': 'include: [../b/compose.yaml]\nservices:\n  a: { image: x }\n', 'b/compose.yaml': 'include: [../a/compose.yaml]\nservices:\n  b: { image: x }\n' });
    expect(project.unit.id).toBe('compose:a/compose.yaml');
    expect(project.problems).toMatchObject([{ code: 'compose-include-cycle', file: 'b/compose.yaml', line: 1, column: 11 }]);
    expect(project.services.map((service) => service.ref.name)).toEqual(['a', 'b']);
  });

  it('says what it cannot read, and nothing about what may be there', async () => {
    const project = await parseProject('include: [gone.yml, ../../outside.yml, "oci://registry/x", "https://example.org/x.yml"]\nservices:\n  a:\n    depends_on: [b]\n');
    expect(project.problems.map((problem) => problem.code)).toEqual(['compose-missing-file', 'path-outside', 'compose-remote', 'compose-remote']);
    // Errors, so that the stack counts as partly read.
    expect(project.problems.every((problem) => problem.severity === 'error')).toBe(true);
  });
});
