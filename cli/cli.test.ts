import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './run.js';
import { faultline, folderWith, system } from './testing/faultline.js';

let folder: ReturnType<typeof folderWith>;
beforeEach(() => void (folder = folderWith(system)));
afterEach(() => folder.remove());
const at = (path: string): string => join(folder.root, path);

describe('exit codes', () => {
  it('are 1 for findings at or above --fail-on, 0 below', async () => {
    const found = JSON.parse((await faultline(['lint', folder.root, '--format', 'json'])).out) as { findings: { severity: string }[] };
    expect(found.findings.length).toBeGreaterThan(0);
    expect((await faultline([folder.root, '--fail-on', 'info'])).code).toBe(1);
    const only = ['lint', folder.root, '--rule', 'missing-readiness-probe', '--format', 'json'];
    const severities = (JSON.parse((await faultline(only)).out) as typeof found).findings.map(({ severity }) => severity);
    expect((await faultline([...only, '--fail-on', 'error'])).code).toBe(severities.includes('error') ? 1 : 0);
  });

  it.each([
    ['an unknown option', ['lint', '.', '--formt', 'json'], '--format'],
    ['an unknown format', ['lint', '.', '--format', 'serif'], 'Did you mean "sarif"?'],
    ['an unknown rule', ['lint', '.', '--rule', 'missing-timeot'], 'Did you mean "missing-timeout"?'],
    ['an unknown rule to explain', ['explain', 'single-replika'], 'Did you mean "single-replica"?'],
    ['a missing path', ['lint', 'no/such/folder'], 'no/such/folder does not exist'],
    ['a command with a typing error', ['grpah'], 'Did you mean the command "graph"?'],
    ['an unknown severity', ['lint', '.', '--fail-on', 'fatal'], 'error, warning, info'],
    ['an unknown environment', ['lint', '.', '--env', 'prod'], 'production'],
    ['a missing configuration', ['lint', '.', '--config', 'nowhere.yaml'], 'nowhere.yaml could not be read'],
  ])('are 2 for %s, with a word on what to do', async (_, args, hint) => {
    const { code, out, err } = await faultline(args.map((arg) => (arg === '.' ? folder.root : arg)));
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(hint);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('are 2 for an internal error, which says how to report it', async () => {
    const broken = async () => {
      let err = '';
      const code = await run(['rules'], { stdout: { write: () => { throw new Error('the sky\u001B[31m fell'); } }, stderr: { write: (text) => (err += text) }, env: {}, today: '2026-01-15' });
      return { code, err };
    };
    const { code, err } = await broken();
    expect(code).toBe(2);
    expect(err).toContain('internal error: the sky\\x1b[31m fell\nThis is a bug in Faultline');
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('are 0 for help and version', async () => {
    expect((await faultline(['--help'])).code).toBe(0);
    expect((await faultline(['--version'])).out).toBe('0.1.0\n');
    expect((await faultline(['lint', '--help'])).out).toContain('--fail-on');
  });
});

describe('streams', () => {
  it('have the report alone on standard output and what was read on standard error', async () => {
    const { out, err } = await faultline(['lint', folder.root, '--format', 'json']);
    expect((JSON.parse(out) as { schema: string }).schema).toBe('faultline/result@1');
    expect(err).toContain('2 components');
    expect(err).not.toContain('\r');
  });

  it('say what a partial view cannot know', async () => {
    expect((await faultline(['lint', at('web.yaml')])).err).toContain('note: single files were given');
    folder.put('only/config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n');
    expect((await faultline(['lint', at('only')])).err).toContain('warning: nothing that runs was found');
    expect((await faultline(['lint', folder.root])).err).not.toMatch(/note:|warning:/);
  });

  it('are silent beside the report with --quiet', async () => {
    expect((await faultline(['lint', folder.root, '--quiet'])).err).toBe('');
  });

  it('show a bar on a terminal and leave nothing of it', async () => {
    const { err } = await faultline(['lint', folder.root], {}, true);
    expect(err).toContain('█');
    expect(err.endsWith('\r\u001B[2K')).toBe(true);
  });

  it('are coloured on a terminal only, and as NO_COLOR and FORCE_COLOR say', async () => {
    const coloured = async (env: Record<string, string>, terminal: boolean, ...more: string[]) => (await faultline(['lint', folder.root, ...more], env, terminal)).out.includes('\u001B[');
    expect(await coloured({}, true)).toBe(true);
    expect(await coloured({}, false)).toBe(false);
    expect(await coloured({ NO_COLOR: '1' }, true)).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' }, false)).toBe(true);
    expect(await coloured({ FORCE_COLOR: '0' }, true)).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' }, true, '--no-color')).toBe(false);
  });

  it('keep to the width of the terminal', async () => {
    const { out } = await faultline(['lint', folder.root, '--no-color'], {}, true);
    // A path is never broken, so that it stays clickable.
    expect(out.split('\n').filter((line) => line.length > 80 && !/\S{40}/.test(line))).toEqual([]);
  });
});

describe('formats and outputs', () => {
  it('go to their files, the one without to standard output', async () => {
    const { out, code } = await faultline(['lint', folder.root, '--format', 'text', '--format', 'sarif', '-o', at('out/r.sarif'), '--format', 'json', '-o', at('r.json')]);
    expect(code).toBeLessThan(2);
    expect(out).toContain('component');
    expect((JSON.parse(readFileSync(at('out/r.sarif'), 'utf8')) as { version: string }).version).toBe('2.1.0');
    expect((JSON.parse(readFileSync(at('r.json'), 'utf8')) as { schema: string }).schema).toBe('faultline/result@1');
  });

  it('of the graph are the document and nothing else', async () => {
    const { code, out } = await faultline(['graph', folder.root, '--format', 'json', '--output', at('graph.json')]);
    expect([code, out]).toEqual([0, '']);
    const document = JSON.parse(readFileSync(at('graph.json'), 'utf8')) as { schema: string; dependencies: { from: string; to: string }[] };
    expect(document.schema).toBe('faultline/graph@1');
    expect(document.dependencies.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['web -> api']);
    expect((await faultline(['graph', folder.root, '-f', 'mermaid'])).out).toContain('web');
  });

  it('of a report are HTML and Markdown, and findings do not fail it', async () => {
    const { code } = await faultline(['report', folder.root, '-o', at('r.html'), '-o', at('r.md')]);
    expect(code).toBe(0);
    expect(readFileSync(at('r.html'), 'utf8')).toContain('<!doctype html>');
    expect(existsSync(at('r.md'))).toBe(true);
  });
});

describe('other commands', () => {
  it('graph --explain says why there is an edge, and what to look at where there is none', async () => {
    const { code, out } = await faultline(['graph', '--explain', 'web', 'api', folder.root]);
    expect(code).toBe(0);
    expect(out).toMatch(/^web calls api \(hard, request/);
    expect(out).toMatch(/env +\S+\.yaml:\d+:\d+ {2}env \w+/);
    const other = await faultline(['graph', '--explain', 'api', 'web', folder.root]);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('the other way round')]);
    expect((await faultline(['graph', '--explain', 'web'])).code).toBe(2);
  });

  it('graph --unresolved lists what could not be resolved, with the place', async () => {
    expect((await faultline(['graph', '--unresolved', folder.root])).out).toBe('Every reference was resolved.\n');
  });

  it('impact says who is lost and on which path', async () => {
    const { code, out } = await faultline(['impact', 'api', folder.root]);
    expect(code).toBe(0);
    expect(out).toMatch(/^If api fails, 1 of \d services? stops serving:\n {2}web/);
    expect(out).toMatch(/\n {4}web calls api {2}\w+\.yaml:\d+:\d+\n/);
    expect(JSON.parse((await faultline(['impact', 'api', folder.root, '-f', 'json'])).out)).toMatchObject({ component: 'api', lost: ['web'] });
    expect((await faultline(['impact', 'web', folder.root])).out).toMatch(/^If web fails, no other component stops serving\.\nUsers are turned away: their requests enter there\.\n/);
    const unknown = await faultline(['impact', 'apii', folder.root]);
    expect([unknown.code, unknown.err.includes('Did you mean "api"?')]).toEqual([2, true]);
  });

  it('impact says what a component shares, what it takes down together with another, and how often it is asked', async () => {
    const of = async (system: string, name: string, ...more: string[]) => (await faultline(['impact', name, `fixtures/propagation/${system}`, ...more])).out;
    expect(await of('routes', 'mailer')).toContain('Together with another it takes down what survives it alone:\n  web, with redis\n  web, with shop\n');
    expect(await of('chain', 'redis')).toContain('One request of a user can become 12 requests to it:\n  storefront asks orders up to 4 times\n  orders asks cart up to 3 times\n');
    expect(await of('shared-parts', 'gallery')).toMatch(/It stops with these, too:\n {2}ConfigMap platform at the next start, as pay {2}deploy/);
    expect(await of('shared-parts', 'volume pictures')).toMatch(/^If volume pictures fails, 2 services stop serving:\n {2}upload \(entry point\)\n {2}gallery/);
    expect(JSON.parse(await of('routes', 'mailer', '-f', 'json'))).toMatchObject({ attempts: 1, cutSets: { alone: ['account'], pairs: [{ entryPoint: 'web', with: { component: 'redis' } }, { entryPoint: 'web', with: { component: 'shop' } }] }, causes: [] });
  });

  it('assumptions lists what nobody wrote, as text, page and data', async () => {
    expect((await faultline(['assumptions', folder.root])).out).toContain('hasPdb false: maintenance may evict all its pods at once (2): api, web');
    expect((await faultline(['assumptions', folder.root, '-f', 'markdown', '--component', 'api'])).out).toContain('| <code>api</code> | hasPdb | false |');
    expect(JSON.parse((await faultline(['assumptions', folder.root, '-f', 'json'])).out)).toMatchObject({ schema: 'faultline/assumptions@1', unknown: [{ from: 'web', to: 'api' }] });
  });

  it('rules lists what explain explains', async () => {
    const listed = JSON.parse((await faultline(['rules', '-f', 'json'])).out) as { id: string; summary: string }[];
    expect(listed.length).toBeGreaterThanOrEqual(15);
    for (const { id } of listed) {
      const { code, out } = await faultline(['explain', id]);
      expect([code, out.startsWith(id), out.includes('How to mend it')]).toEqual([0, true, true]);
    }
  });

  it('init writes a configuration once, and lint accepts it', async () => {
    expect((await faultline(['init', folder.root])).code).toBe(0);
    expect((await faultline(['lint', folder.root])).code).toBeLessThan(2);
    expect((await faultline(['init', folder.root])).code).toBe(2);
  });

  it('--strict makes a file that cannot be read a failure', async () => {
    folder.put('broken.yaml', 'apiVersion: v1\nkind: Service\nmetadata: [\n');
    const { code, err } = await faultline(['lint', folder.root, '--strict']);
    expect(code).toBe(2);
    expect(err).toContain('broken.yaml:');
  });
});
