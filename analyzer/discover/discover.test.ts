import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discover, memoryTree, NoSuchPath } from './index.js';
import { disk } from './io.js';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'faultline-discover-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
const paths = (...at: string[]): readonly string[] => discover(at.length ? at.map((path) => join(root, path)) : [root]).tree.paths;

describe('what is listed', () => {
  it('lists files sorted by code unit, hidden ones too, and never enters tool folders', () => {
    put({ 'b.yaml': '', 'B.yaml': '', 'a/z.yaml': '', 'a.yaml': '', '.env.local': '', '.github/ci.yml': '', 'node_modules/x/x.yaml': '', 'cue.mod/gen/x.yaml': '', '.git/config': '', 'vendor/v.yaml': '' });
    expect(paths()).toEqual(['.env.local', '.github/ci.yml', 'B.yaml', 'a.yaml', 'a/z.yaml', 'b.yaml', 'vendor/v.yaml']);
  });

  it('reads ignore files at every level, the deeper one deciding, and Faultline\'s own after git\'s', () => {
    put({
      '.gitignore': '*.log\n/build/\n*.gen.yaml\n', '.faultlineignore': 'legacy/\n', 'a.log': '', 'build/x.yaml': '', 'sub/build/x.yaml': '',
      'sub/.gitignore': '!kept.gen.yaml\n', 'sub/kept.gen.yaml': '', 'sub/other.gen.yaml': '', 'legacy/x.yaml': '',
    });
    const { tree } = discover([root]);
    expect(tree.paths).toEqual(['.faultlineignore', '.gitignore', 'sub/.gitignore', 'sub/build/x.yaml', 'sub/kept.gen.yaml']);
    expect(tree.skipped).toEqual({ ignored: 4 });
  });

  it('honours the repository\'s ignore file above the root, unless that hides the root itself', () => {
    put({ '.git/HEAD': '', '.gitignore': 'out/\n*.tmp.yaml\n', 'deploy/a.yaml': '', 'deploy/b.tmp.yaml': '', 'out/rendered.yaml': '' });
    expect(paths('deploy')).toEqual(['a.yaml']);
    expect(paths('out')).toEqual(['rendered.yaml']);
  });

  it('applies exclude patterns relative to the configuration\'s folder', () => {
    put({ 'deploy/a.yaml': '', 'deploy/old/b.yaml': '' });
    const { tree } = discover([join(root, 'deploy')], { exclude: { patterns: ['/deploy/old/'], base: root } });
    expect(tree.paths).toEqual(['a.yaml']);
  });

  it('takes several folders and files relative to the folder that they share', () => {
    put({ 'x/a/1.yaml': '', 'x/b/2.yaml': '', 'x/b/3.yaml': '', 'x/ab/4.yaml': '' });
    expect(paths('x/a', 'x/b/3.yaml')).toEqual(['a/1.yaml', 'b/3.yaml']);
    expect(paths('x/b/2.yaml')).toEqual(['2.yaml']);
    expect(paths('x/a', 'x/ab')).toEqual(['a/1.yaml', 'ab/4.yaml']);
  });

  it('names a path that does not exist', () => {
    expect(() => discover([join(root, 'nowhere')])).toThrow(NoSuchPath);
  });

  it('survives an ignore file made to stall pattern matching', () => {
    put({ '.gitignore': `${'*a'.repeat(40)}b\n*.log\n`, ['a'.repeat(200)]: '', 'x.log': '' });
    expect(paths()).toEqual(['.gitignore', 'a'.repeat(200)]);
  });
});

describe('links', () => {
  it('reads a linked file under its own name only, and answers for the link\'s name', () => {
    put({ 'shared.env': 'A=1' });
    symlinkSync('shared.env', join(root, '.env'));
    const { tree } = discover([root]);
    expect(tree.paths).toEqual(['shared.env']);
    expect(tree.read('.env')).toBe('A=1');
    expect([...tree.texts()]).toEqual([['shared.env', 'A=1']]);
  });

  it('never leaves the root, never loops, and survives broken links', () => {
    const outside = mkdtempSync(join(tmpdir(), 'faultline-outside-'));
    writeFileSync(join(outside, 'secret.yaml'), 'x');
    put({ 'a/x.yaml': '' });
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync('nowhere', join(root, 'broken'));
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'secret.yaml'));
    const { tree } = discover([root]);
    expect(tree.paths).toEqual(['a/x.yaml']);
    expect(tree.read('secret.yaml')).toBeUndefined();
    expect(tree.skipped).toEqual({ 'outside-root': 1 });
    rmSync(outside, { recursive: true });
  });
});

describe('reading', () => {
  it('strips a byte-order mark and keeps CRLF', () => {
    put({ 'a.yaml': '\uFEFFa: 1\r\nb: 2\r\n' });
    const { tree } = discover([root]);
    expect(tree.read('a.yaml')).toBe('a: 1\r\nb: 2\r\n');
    expect(tree.head('a.yaml')).toBe('a: 1\r\nb: 2\r\n');
  });

  it('does not read binary files and says so once they are asked for', () => {
    put({ 'a.yaml': Buffer.from('a: 1\0') });
    const { tree } = discover([root]);
    expect(tree.problems()).toEqual([]);
    expect(tree.read('a.yaml')).toBeUndefined();
    expect(tree.read('a.yaml')).toBeUndefined();
    expect(tree.problems().map((problem) => problem.code)).toEqual(['binary']);
    expect(tree.unread()).toEqual(new Map([['a.yaml', 'binary']]));
  });

  it('never reads a file of 200 MB', () => {
    put({ 'big.yaml': 'kind: Deployment\n' });
    truncateSync(join(root, 'big.yaml'), 200 * 1024 * 1024);
    const read: string[] = [];
    const { tree } = discover([root], { disk: { ...disk, read: (path) => (read.push(path), disk.read(path)) } });
    expect(tree.read('big.yaml')).toBeUndefined();
    expect(read.filter((path) => path.endsWith('big.yaml'))).toEqual([]);
    expect(tree.problems()[0]).toMatchObject({ code: 'too-large', file: 'big.yaml', severity: 'warning' });
  });

  it('says so too when only the head was asked for', () => {
    put({ 'big.yaml': 'kind: Deployment\n', 'small.yaml': Buffer.from([1, 0]) });
    truncateSync(join(root, 'big.yaml'), 21 * 1024 * 1024);
    const { tree } = discover([root]);
    expect([tree.head('big.yaml'), tree.head('small.yaml'), tree.head('small.yaml')]).toEqual(['', '', '']);
    expect(tree.problems().map(({ file, code }) => `${file} ${code}`)).toEqual(['big.yaml too-large', 'small.yaml binary']);
  });

  // Permission bits do not bind root, which tests often run as, so the disk itself is made to refuse.
  it('goes on after an unreadable folder or file and names it', () => {
    put({ 'open/a.yaml': 'a: 1', 'closed/b.yaml': '', 'open/c.yaml': '' });
    const refuse = (path: string): void => {
      if (path.endsWith('closed') || path.endsWith('c.yaml')) throw Object.assign(new Error('no'), { code: 'EACCES' });
    };
    const { tree } = discover([root], { disk: { ...disk, entries: (path) => (refuse(path), disk.entries(path)), read: (path) => (refuse(path), disk.read(path)) } });
    expect(tree.paths).toEqual(['open/a.yaml', 'open/c.yaml']);
    tree.read('open/c.yaml');
    expect(tree.problems().map(({ file, code, message }) => [file, code, message.includes('EACCES')])).toEqual([['closed', 'unreadable', true], ['open/c.yaml', 'unreadable', true]]);
  });

  it('lists the same paths whatever order the disk gives', () => {
    put({ 'a/1': '', 'a/2': '', b: '', c: '' });
    const reversed = discover([root], { disk: { ...disk, entries: (path) => [...disk.entries(path)].reverse() } });
    expect(reversed.tree.paths).toEqual(discover([root]).tree.paths);
  });
});

it('gives texts at hand the same face', () => {
  const tree = memoryTree({ 'b.yaml': '\uFEFFb', 'a.yaml': 'a' });
  expect([tree.paths, tree.read('b.yaml'), tree.has('c'), tree.read('c'), tree.head('a.yaml')]).toEqual([['a.yaml', 'b.yaml'], 'b', false, undefined, 'a']);
});
