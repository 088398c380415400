import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultline, folderWith } from '../cli/testing/faultline.js';
import { formats } from '../reporters/index.js';

const root = new URL('..', import.meta.url).pathname;
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const block = (after: string): string => readme.slice(readme.indexOf(after)).split('```')[1]!.replace(/^\w*\n/, '');

describe('README', () => {
  // UPDATE_README=1 npx vitest run scripts/readme   puts the present output in place of the old.
  it('shows what the example really prints', async () => {
    const { out } = await faultline(['lint', join(root, 'fixtures/shop'), '--no-color']);
    const findings = out.split('\n\n');
    const shown = ['if redis fails', 'if account hangs', 'Service search-admin'].map((start) => findings.find((finding) => finding.includes(start)) ?? `nothing about "${start}"`);
    const excerpt = `${shown.join('\n\n')}\n`;
    if (process.env['UPDATE_README']) writeFileSync(join(root, 'README.md'), readme.replace(block('<!-- excerpt'), () => excerpt));
    else expect(block('<!-- excerpt')).toBe(excerpt);
  });

  it('shows a configuration that is valid', async () => {
    const folder = folderWith({ 'faultline.config.yaml': block('a key that does not'), 'compose.yaml': 'services: { a: { image: "a:1" } }\n' });
    const { code, err } = await faultline(['lint', folder.root]);
    folder.remove();
    expect([code < 2, code < 2 ? '' : err]).toEqual([true, '']);
  });

  it('names every format and every command', async () => {
    for (const format of formats) expect(readme).toContain(`\`${format}\``);
    const help = (await faultline(['--help'])).out;
    for (const [, command] of help.matchAll(/^ {2}([a-z]+) /gm)) if (command !== 'help' && command !== 'explain') expect(readme).toContain(`faultline ${command}`);
  });
});

describe('links between documents', () => {
  it.each(['README.md', 'docs/ARCHITECTURE.md'])('of %s lead to files', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link!.trim());
    expect(links.filter((link) => !existsSync(join(root, parse(document).dir, link)))).toEqual([]);
  });

  it('of the architecture to its tests are right', () => {
    const tests = [...readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8').matchAll(/`((?:scripts|cli|rules|analyzer)\/[\w/.-]+\.test\.ts)`/g)].map(([, path]) => path!);
    expect(tests.length).toBeGreaterThan(5);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
