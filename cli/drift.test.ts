import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Trend } from '../analyzer/drift/trend.js';
import { faultline, folderWith, service, system, workload } from './testing/faultline.js';

const folders: { remove(): void }[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));
const made = (files: Readonly<Record<string, string>> = {}) => {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
};

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, '-C', folder, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** A repository with one commit of these files. */
function repository(files: Readonly<Record<string, string>> = system) {
  const folder = made(files);
  git(folder.root, 'init', '-q', '-b', 'main');
  git(folder.root, 'add', '-A');
  git(folder.root, 'commit', '-q', '-m', 'one');
  return folder;
}

const env = { PATH: process.env['PATH'] ?? '' };
const drift = (...args: string[]) => faultline(['drift', '--quiet', ...args], env);
const readiness = '          readinessProbe: { httpGet: { path: /, port: 8080 } }\n';
const probed = { ...system, 'api.yaml': `${workload('api', 'LOG_LEVEL', 'info')}${readiness}${service('api', 'ClusterIP')}` };

describe('drift since a revision', () => {
  it('says what the work tree changed, with exit codes for CI', async () => {
    const { root, put } = repository(probed);
    expect(await drift('--base', 'main', root)).toMatchObject({ code: 0, out: expect.stringContaining('Nothing in how the system can fail differs') });
    put('api.yaml', system['api.yaml']!);
    const weaker = await drift('--base', 'main', root);
    expect(weaker).toMatchObject({ code: 1, out: expect.stringContaining('api loses its readiness probe') });
    expect((await drift('--base', 'main', '--fail-on', 'none', root)).code).toBe(0);
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'two');
    expect((await drift('--base', 'HEAD~1', '--head', 'HEAD', root)).code).toBe(1);
    expect(await drift('--base', 'HEAD', '--head', 'HEAD~1', root)).toMatchObject({ code: 0 });
  });

  it('does not call it stronger that what holds for several replicas no longer does for one', async () => {
    const { root, put } = repository({ ...system, 'api.yaml': `${workload('api', 'LOG_LEVEL', 'info').replace(/replicas: \d+/, 'replicas: 3')}${service('api', 'ClusterIP')}` });
    put('api.yaml', `${workload('api', 'LOG_LEVEL', 'info').replace(/replicas: \d+/, 'replicas: 1')}${service('api', 'ClusterIP')}`);
    const { differences } = JSON.parse((await drift('--base', 'main', '--format', 'json', root)).out) as { differences: { name: string; judgement: string; message: string }[] };
    expect(differences.filter(({ judgement }) => judgement === 'stronger')).toEqual([]);
    expect(differences.find(({ name }) => name === 'no-host-spread')).toMatchObject({ judgement: 'neutral', message: expect.stringContaining('no longer so, with fewer replicas of api') });
  });

  it('says that an upgrade changed what nobody sets, and names both versions', async () => {
    const manifest = (range: string): string => JSON.stringify({ name: 'cart', scripts: { start: 'node server.js' }, dependencies: { '@elastic/elasticsearch': range } });
    const lock = (version: string): string => JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/@elastic/elasticsearch': { version } } });
    const { root, put } = repository({
      'compose.yaml': 'services:\n  cart: { build: ./cart, ports: ["80:80"], environment: { SEARCH: "http://search:9200" } }\n  search: { image: elasticsearch:8.15.0 }\n',
      'cart/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "server.js"]\n', 'cart/package.json': manifest('^8.0.0'), 'cart/package-lock.json': lock('8.15.0'),
      'cart/server.js': "const { Client } = require('@elastic/elasticsearch');\nconst client = new Client({ node: process.env.SEARCH });\nrequire('express')().get('/', async () => client.search({ index: 'items' })).listen(80);\n",
    });
    put('cart/package.json', manifest('^9.0.0'));
    put('cart/package-lock.json', lock('9.0.1'));
    const { differences } = JSON.parse((await drift('--base', 'main', '--format', 'json', root)).out) as { differences: { name: string; judgement: string; message: string; head: { file: string } }[] };
    expect(differences.find(({ name }) => name === 'timeoutOnCall')).toMatchObject({
      judgement: 'weaker', head: { file: 'cart/server.js' },
      message: 'timeout of the call of cart to search: 30 s -> none, because nobody sets it and @elastic/elasticsearch 8.15.0 became @elastic/elasticsearch 9.0.1; when search hangs, cart hangs with it',
    });
    put('cart/package-lock.json', lock('8.19.0'));
    put('cart/package.json', manifest('^8.0.0'));
    expect((await drift('--base', 'main', root)).out).toContain('Nothing in how the system can fail differs');
  });

  it('names an objective that the dependencies no longer allow', async () => {
    const objective = (name: string, target: string) => `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: ${name} }\nspec: { service: ${name}, objectives: [{ target: ${target} }] }\n`;
    const { root, put } = repository({ ...system, 'web-slo.yaml': objective('web', '0.998'), 'api-slo.yaml': objective('api', '0.999') });
    put('api-slo.yaml', objective('api', '0.99'));
    const { differences } = JSON.parse((await drift('--base', 'main', '--format', 'json', root)).out) as { differences: { kind: string; judgement: string }[] };
    expect(differences.filter(({ kind }) => kind === 'availability')).toMatchObject([{ judgement: 'weaker' }]);
  });

  it('counts from where the work left the branch: what others did since then is not its change', async () => {
    const { root, put } = repository();
    git(root, 'checkout', '-q', '-b', 'work');
    git(root, 'checkout', '-q', 'main');
    put('new.yaml', workload('new', 'A', 'b'));
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'theirs');
    git(root, 'checkout', '-q', 'work');
    const { out, err } = await faultline(['drift', '--base', 'main', root], env);
    expect(out).toContain('Nothing in how the system can fail differs');
    expect(err).toContain('where this work left main');
  });

  it('neither touches the work tree nor runs what the repository configures', async () => {
    const { root, put } = repository(probed);
    put('.git/hooks/post-checkout', `#!/bin/sh\ntouch ${root}/ran\n`);
    put('evil', `#!/bin/sh\ntouch ${root}/ran\ncat\n`);
    for (const file of ['.git/hooks/post-checkout', 'evil']) chmodSync(join(root, file), 0o755);
    for (const setting of ['core.fsmonitor', 'core.pager', 'filter.x.smudge', 'diff.x.textconv', 'core.sshCommand']) git(root, 'config', setting, join(root, 'evil'));
    put('.gitattributes', '* filter=x diff=x\n');
    put('web.yaml', 'a: change that nobody committed\n');
    const index = readFileSync(join(root, '.git/index'));
    await drift('--base', 'main', root);
    expect(existsSync(join(root, 'ran'))).toBe(false);
    expect(readFileSync(join(root, 'web.yaml'), 'utf8')).toBe('a: change that nobody committed\n');
    expect(readFileSync(join(root, '.git/index')).equals(index)).toBe(true);
  });

  it('reads links, ignore files and the configuration of the revision as they were', async () => {
    const { root, put } = repository({ ...system, '.gitignore': 'ignored/\n', 'faultline.config.yaml': 'owners: { shop: [api] }\n' });
    put('ignored/extra.yaml', workload('extra', 'A', 'b'));
    expect((await drift('--base', 'main', '--fail-on', 'any', root)).code).toBe(0);
    put('faultline.config.yaml', 'owners: {}\n');
    expect((await drift('--base', 'main', root)).out).toContain('nobody owns api any more; shop did');
  });
});

describe('a revision that cannot be had', () => {
  const said = async (...args: string[]) => {
    const { code, err } = await drift(...args);
    expect([code, err.includes('internal error')]).toEqual([2, false]);
    return err;
  };

  it('no repository', async () => expect(await said('--base', 'main', made(system).root)).toMatch(/is not in a git work tree.*baseline write/s));

  it('a shallow clone', async () => {
    const { root, put } = repository();
    git(root, 'tag', 'first');
    put('new.yaml', workload('new', 'A', 'b'));
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'two');
    const clone = join(made().root, 'clone');
    git(root, 'clone', '-q', '--depth', '1', `file://${root}`, clone);
    expect(await said('--base', 'first', clone)).toMatch(/shallow clone.*--unshallow.*fetch-depth: 0/s);
  });

  it('a default branch of another name, and a typing error', async () => {
    const { root } = repository();
    git(root, 'branch', '-m', 'main', 'trunk');
    expect(await said('--base', 'main', root)).toContain('The default branch is called "trunk" here: --base trunk');
    expect(await said('--base', 'trnuk', root)).toContain('Did you mean "trunk"?');
    expect(await said('--base', '--output=x', root)).toContain('There is no revision');
  });

  it('a branch that only the remote has', async () => {
    const { root } = repository();
    git(root, 'checkout', '-q', '-b', 'work');
    const clone = join(made().root, 'clone');
    git(root, 'clone', '-q', '--single-branch', '--branch', 'work', `file://${root}`, clone);
    git(clone, 'fetch', '-q', 'origin', 'main:refs/remotes/origin/main');
    expect(await said('--base', 'main', clone)).toContain('Did you mean "origin/main"?');
  });

  it('a folder that was not there', async () => {
    const { root, put } = repository();
    put('later/new.yaml', workload('new', 'A', 'b'));
    expect(await said('--base', 'main', join(root, 'later'))).toMatch(/does not exist in main.*folder above/s);
  });

  it('a submodule is left out on both sides, and that is said', async () => {
    const inner = repository({ 'inner.yaml': workload('inner', 'A', 'b') });
    const { root } = repository();
    git(root, 'submodule', '--quiet', 'add', `file://${inner.root}`, 'vendored');
    git(root, 'commit', '-q', '-m', 'two');
    const { code, out, err } = await faultline(['drift', '--base', 'HEAD~1', root], env);
    expect([code, out.includes('Nothing in how the system can fail differs')]).toEqual([0, true]);
    expect(err).toContain('left out on both sides, because the files of a submodule are in another repository: vendored');
  });
});

describe('two environments and saved files', () => {
  it('tell lost protections from sizes that are meant to differ', async () => {
    const { root } = made({
      'staging/api.yaml': probed['api.yaml']!.replace('replicas: 1', 'replicas: 2') + service('api', 'LoadBalancer'), 'production/api.yaml': system['api.yaml']!.replace('replicas: 1', 'replicas: 5'),
    });
    const { code, out } = await drift('--env', 'staging', '--env', 'production', '--format', 'json', '--rule', 'mutable-image-tag', root);
    const { differences } = JSON.parse(out) as { differences: { kind: string; judgement: string; name: string }[] };
    expect(code).toBe(1);
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'protection-lost', judgement: 'weaker', name: 'hasReadinessProbe' }));
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'setting-changed', judgement: 'meant', name: 'replicas' }));
    expect((await drift('--env', 'staging', '--env', 'test', root)).err).toContain('Nothing here is deployed as test. Environments: production, staging.');
  });

  it('compare a saved graph with a saved result', async () => {
    const { root } = made(probed);
    await faultline(['graph', '--quiet', root, '--output', join(root, 'g.json')]);
    await faultline(['lint', '--quiet', root, '--format', 'json', '--output', join(root, 'r.json')]);
    expect((await drift('--from', join(root, 'g.json'), '--to', join(root, 'r.json'), '--fail-on', 'any')).code).toBe(0);
    expect((await drift('--from', join(root, 'g.json'), '--to', join(root, 'r.json'), '--format', 'sarif')).err).toContain('SARIF tells findings in full');
    expect((await drift('--from', join(root, 'web.yaml'))).err).toContain('is not valid JSON');
    expect((await drift('--from', join(root, 'g.json'), '--base', 'x')).err).toContain('Give one of them');
    expect((await drift(root)).err).toContain('What should this be compared with?');
  });
});

describe('the trend', () => {
  it('tells which commit brought each open finding, between two steps and without a checkout', async () => {
    const { root, put } = repository(probed);
    const commit = (subject: string): string => {
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', subject);
      return git(root, 'rev-parse', 'HEAD');
    };
    for (const number of [1, 2, 3]) {
      put('notes.md', `${number}`);
      commit(`note ${number}`);
    }
    put('api.yaml', system['api.yaml']!);
    const culprit = commit('probe gone');
    for (const number of [4, 5, 6]) {
      put('notes.md', `${number}`);
      commit(`note ${number}`);
    }
    const { code, out } = await faultline(['trend', '--quiet', '--since', 'main~7', '--every', '6', '--format', 'json', root], env);
    const trend = JSON.parse(out) as Trend;
    expect([code, trend.steps.map(({ commit }) => commit.subject)]).toEqual([0, ['one', 'note 5', 'note 6']]);
    const about = (rule: string) => trend.open.find((one) => one.rule === rule && 'component' in one.subject && one.subject.component === 'api');
    expect(about('missing-readiness-probe')?.introduced).toMatchObject({ id: culprit, subject: 'probe gone' });
    expect(about('single-point-of-failure')).toMatchObject({ rule: 'single-point-of-failure' });
    expect(about('single-point-of-failure')?.introduced).toBeUndefined();
    expect(trend.components.find(({ component }) => component === 'api')?.singlePoints).toEqual([1, 1, 1]);
  });

  it('says what is wrong with its arguments', async () => {
    const { root } = repository();
    expect(await faultline(['trend', '--since', 'nope', root], env)).toMatchObject({ code: 2, err: expect.stringContaining('There is no revision "nope"') });
    expect(await faultline(['trend', '--since', 'main', '--every', 'often', root], env)).toMatchObject({ code: 2, err: expect.stringContaining('--every takes') });
  });
});

describe('the baseline', () => {
  const written = async (files: Readonly<Record<string, string>> = system) => {
    const folder = made(files);
    expect((await faultline(['baseline', 'write', '--quiet', folder.root])).code).toBe(0);
    return { ...folder, file: join(folder.root, '.faultline/baseline.json'), lint: () => faultline(['lint', '--quiet', '--baseline', '--fail-on', 'info', folder.root]) };
  };

  it('hides what it knows, says how much, and reports what is new', async () => {
    const { lint, put } = await written();
    const quiet = await lint();
    expect(quiet).toMatchObject({ code: 0, out: expect.stringMatching(/0 errors, 0 warnings, 0 info; .* [1-9]\d* known to the baseline/) });
    put('new.yaml', workload('new', 'API_URL', 'http://api:8080'));
    expect(await lint()).toMatchObject({ code: 1, out: expect.stringContaining('new') });
  });

  it('has one item a line, no place and no absolute path, and is the same from wherever it is written', async () => {
    const { root, file } = await written();
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(root);
    expect(text).not.toContain('web.yaml');
    const items = text.split('\n').filter((line) => line.startsWith('    {'));
    expect(items.every((line) => JSON.parse(line.replace(/,$/, '')))).toBe(true);
    const before = process.cwd();
    process.chdir(root);
    await faultline(['baseline', 'write', '--quiet']);
    process.chdir(before);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('knows a finding that moved by a hundred lines, to another file or with its folder', async () => {
    const files = Object.fromEntries(Object.entries(system).map(([path, text]) => [`deploy/${path}`, text]));
    const { root, put, lint } = await written(files);
    put('deploy/web.yaml', '# moved\n'.repeat(100) + system['web.yaml']!);
    expect((await lint()).code).toBe(0);
    renameSync(join(root, 'deploy/web.yaml'), join(root, 'deploy/frontend.yaml'));
    expect((await lint()).code).toBe(0);
    renameSync(join(root, 'deploy'), join(root, 'manifests'));
    expect((await lint()).code).toBe(0);
  });

  it('is brought up to date by name, and loses what is gone', async () => {
    const { root, file, put, lint } = await written();
    put('new.yaml', workload('new', 'A', 'b'));
    expect((await lint()).code).toBe(1);
    const update = (...args: string[]) => faultline(['baseline', 'update', '--quiet', ...args, root]);
    expect(await update()).toMatchObject({ code: 2, err: expect.stringContaining('--accept takes a fingerprint') });
    expect(await update('--accept', 'single-replca')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "single-replica"?') });
    await update('--accept', 'new');
    expect((await lint()).code).toBe(0);
    rmSync(join(root, 'new.yaml'));
    const { err } = await faultline(['lint', '--baseline', root]);
    expect(err).toContain('no longer found; "faultline baseline prune"');
    await faultline(['baseline', 'prune', '--quiet', root]);
    expect(readFileSync(file, 'utf8')).not.toContain('"new"');
    expect((await faultline(['baseline', 'show', '--quiet', root])).out).not.toContain('No longer found');
  });

  it('is what drift compares with where nothing else is said', async () => {
    const { root, put } = await written(probed);
    expect((await drift(root)).code).toBe(0);
    put('api.yaml', system['api.yaml']!);
    expect(await drift('--verbose', root)).toMatchObject({ code: 1, out: expect.stringMatching(/api loses its readiness probe[\s\S]*baseline\.json:\d+ -> api\.yaml:\d+/) });
  });

  it.each([
    ['is missing', undefined, 'Write one: faultline baseline write'],
    ['is of a newer schema', '{"schema":"faultline/baseline@2"}', 'was written by a newer Faultline'],
    ['is something else', '{"schema":"faultline/graph@1"}', 'not faultline/baseline@1'],
    ['is cut off', '{"schema":"faultline/baseline@1",', 'is not valid JSON'],
    ['has lost a part', '{"schema":"faultline/baseline@1","tool":{"name":"faultline","version":"1"}}', 'must have required property'],
    ['was not merged', '{\n<<<<<<< a\n=======\n>>>>>>> b\n}', 'unresolved merge'],
  ])('that %s is an error that says what to do', async (_, text, message) => {
    const { root } = made({ ...system, ...(text === undefined ? {} : { '.faultline/baseline.json': text }) });
    for (const command of [['lint', '--baseline'], ['baseline', 'show']]) {
      const { code, err } = await faultline([...command, '--quiet', ...(command[0] === 'lint' ? ['--rule', 'single-replica'] : []), root]);
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});
