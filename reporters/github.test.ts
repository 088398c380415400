import { expect, it } from 'vitest';
import { github } from './github.js';
import { finding, HOSTILE, place, result, singlePoint } from './testing/result.js';

it('annotates the place, with the path and the fix in the message', () => {
  const [first] = github(result({ findings: [singlePoint] })).split('\n');
  expect(first).toBe(
    '::error file=deploy/redis.yaml,line=8,endLine=8,col=3,endColumn=14,title=single-point-of-failure::if redis fails, 2 of 2 services stop serving: cart, storefront' +
      '%0Astorefront calls cart (src/cart.ts:12)%0Acart reads redis (src/store.ts:3)%0Aredis one replica (deploy/redis.yaml:8)%0AFix: Run a second replica with failover.',
  );
});

it('annotates the archive where the place lies in a packaged chart, and says where in it', () => {
  const [first] = github(result({ findings: [finding({ place: place('charts/cache-1.0.0.tgz/templates/cache.yaml', 12, 3) })] })).split('\n');
  expect(first).toMatch(/^::warning file=charts\/cache-1\.0\.0\.tgz,line=1,endLine=1,col=1,/);
  expect(first).toContain('%0AIn templates/cache.yaml:12%0A');
});

it('gives every line one command, whatever the names are', () => {
  const findings = [finding({ message: HOSTILE, place: place(HOSTILE, 1), fix: { text: '\n::error::x' } })];
  const lines = github(result({ findings }), { title: HOSTILE }).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^::warning file=[^,:]*,line=1,endLine=1,col=1,endColumn=5,title=missing-timeout::[\x20-\x7e]*$/);
  expect(lines[0]).toContain('%25%25{init}%25%25');
  expect(lines[1]).toMatch(/^::notice title=[^,:]*::/);
});

it('shows at most ten of a kind, the worst, and counts the others', () => {
  const of = (severity: 'error' | 'warning' | 'info') => Array.from({ length: 25 }, (_, index) => finding({ severity, message: `${severity} ${'x'.repeat(index)}`, place: place(`${severity}${index}.ts`, 1), fingerprint: `${severity}${index}` }));
  const lines = github(result({ findings: [...of('info'), ...of('warning'), ...of('error')] })).trimEnd().split('\n');
  const number = (command: string) => lines.filter((line) => line.startsWith(`::${command} `)).length;
  expect([number('error'), number('warning'), number('notice')]).toEqual([10, 10, 10]);
  expect(lines.at(-1)).toContain('25 errors, 25 warnings, 25 info; 0 suppressed; 46 not shown as annotations');
});
