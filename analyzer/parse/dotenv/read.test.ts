import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import { memoryFiles } from '../memory-files.js';
import { dotenvParser } from './parser.js';
import { readEnvFile } from './read.js';

function values(text: string): Record<string, string | undefined> {
  return Object.fromEntries(readEnvFile('.env', text).vars.map((variable) => [variable.name, variable.value && showTemplate(variable.value)]));
}

describe('env files', () => {
  it('reads names and values with their places', () => {
    const { vars, problems } = readEnvFile('app/.env', '# comment\nexport CART_URL=http://cart:8080\n\n  PORT = 3000 # here\n');
    expect(problems).toEqual([]);
    expect(vars).toEqual([
      { name: 'CART_URL', value: [{ text: 'http://cart:8080' }], at: { file: 'app/.env', line: 2, column: 8, length: 8 }, valueAt: { file: 'app/.env', line: 2, column: 17, length: 16 } },
      { name: 'PORT', value: [{ text: '3000' }], at: { file: 'app/.env', line: 4, column: 3, length: 4 }, valueAt: { file: 'app/.env', line: 4, column: 10, length: 4 } },
    ]);
  });

  it.each([
    ['A=', ''],
    ['A= # only a comment', ''],
    ['A=x#y', 'x#y'],
    ['A=x #y', 'x'],
    ['A="x # y" # z', 'x # y'],
    ["A='$B'", '$B'],
    ['A="a\\nb"', 'a\nb'],
    ['A="say \\"hi\\""', 'say "hi"'],
    ['A="\\$B"', '$B'],
    ['A="one\ntwo"\nB=1', 'one\ntwo'],
    ['A="one\r\ntwo"\r\nB=1', 'one\ntwo'],
    ['A: x', 'x'],
    ['A=a=b', 'a=b'],
    ['A="x" y', '"x" y'],
    ['\uFEFFA=x', 'x'],
    ['A=1\nA=2', '2'],
  ])('%j gives %j', (text, expected) => expect(values(text)['A']).toBe(expected));

  it('reads CR LF, lines after a multi-line value, and skips what is no assignment', () => {
    const { vars, problems } = readEnvFile('.env', 'A="x\r\ny"\r\nnot an assignment\r\nB=2\r\n');
    expect(vars.map(({ name, at }) => [name, at.line])).toEqual([['A', 1], ['B', 4]]);
    expect(problems).toMatchObject([{ code: 'dotenv-syntax', line: 3, column: 1, severity: 'warning' }]);
  });

  it('interpolates from the lines above, and leaves the rest to the process', () => {
    expect(values('HOST=cart\nURL=http://${HOST}:${PORT:-80}/x\nOTHER=http://$SOMEWHERE')).toEqual({ HOST: 'cart', URL: 'http://cart:80/x', OTHER: 'http://${SOMEWHERE}' });
  });

  it('reports an unclosed quote and reads on', () => {
    const { vars, problems } = readEnvFile('.env', 'A="x\nB=2\n');
    expect(problems).toMatchObject([{ code: 'dotenv-unterminated-quote', line: 1, column: 3 }]);
    expect(vars.map((variable) => variable.name)).toEqual(['A', 'B']);
  });

  it('never emits a secret', () => {
    const { vars } = readEnvFile('.env', 'DB_PASSWORD=hunter2\nDATABASE_URL=postgres://u:hunter2@db:5432/x\nCOPY=$DB_PASSWORD\nWITH=http://u:${DB_PASSWORD}@h/\nDEFAULT=${API_TOKEN:-hunter2}\n');
    const json = JSON.stringify(vars);
    expect(json).not.toContain('hunter2');
    expect(json).toContain('postgres://db:5432/x');
    expect(vars.find((variable) => variable.name === 'DB_PASSWORD')).not.toHaveProperty('value');
    expect(vars.find((variable) => variable.name === 'COPY')?.value).toEqual([{ unknown: '${DB_PASSWORD}' }]);
  });

  it('bears names of prototypes and variables of variables', () => {
    const bomb = Array.from({ length: 60 }, (_, index) => `V${index + 1}=\${V${index}}\${V${index}}`).join('\n');
    const { vars } = readEnvFile('.env', `__proto__=1\nconstructor=2\nV0=xxxxxxxx\n${bomb}`);
    expect(vars).toHaveLength(63);
    expect(JSON.stringify(vars).length).toBeLessThan(1_000_000);
  });
});

describe('the parser', () => {
  it.each(['.env', 'a/.env', '.env.production', 'x.env', '.env.docker', 'deploy/prod.env'])('claims %s', (path) => expect(dotenvParser.claims(path, () => '')).toBe(true));
  it.each(['.env.example', 'a/.env.sample', '.env.template', '.env.dist', 'app.example.env', 'example.env', '.env.local.example', 'env.example'])('says that %s only shows what one looks like', async (path) => {
    expect(dotenvParser.claims(path, () => '')).toBe(true);
    const files = memoryFiles({ [path]: 'A=1\n' });
    expect((await dotenvParser.parse(dotenvParser.units([path], files)[0]!, files)).facts).toMatchObject([{ kind: 'env-file', sample: true }]);
  });
  it.each(['environment.ts', '.envrc', '.env.d.ts', '.env.vault', 'env.ts', '.env.example.md'])('leaves %s', (path) =>
    expect(dotenvParser.claims(path, () => '')).toBe(false),
  );

  it('gives one fact a file', async () => {
    const files = memoryFiles({ 'app/.env': '\uFEFFA=1\n' });
    const [unit] = dotenvParser.units(['app/.env'], files);
    expect(unit).toEqual({ id: 'dotenv:app/.env', parser: 'dotenv', root: 'app', files: ['app/.env'] });
    const { facts } = await dotenvParser.parse(unit!, files);
    expect(facts).toMatchObject([{ kind: 'env-file', path: 'app/.env', env: [{ name: 'A', value: [{ text: '1' }], at: { line: 1, column: 1 } }] }]);
  });
});
