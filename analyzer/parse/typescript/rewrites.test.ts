import { describe, expect, it } from 'vitest';
import { factsOf, settings, summary } from './testing.js';

const NEXT = { 'package.json': '{"name":"web","scripts":{"start":"next start"},"dependencies":{"next":"15","react":"19"}}' };
const clients = (file: string, text: string) => factsOf('client', { ...NEXT, [file]: text });

describe('rewrites', () => {
  it.each([
    ['a list', 'next.config.js', `module.exports = { async rewrites() { return [{ source: '/api/:path*', destination: 'http://cart:8080/:path*' }] } }`, ['http-proxy-node routes http://cart:8080']],
    ['an arrow', 'next.config.mjs', `export default { rewrites: async () => [{ source: '/a', destination: \`\${process.env.API_URL}/a\` }] }`, ['http-proxy-node routes ${API_URL}']],
    ['lists by phase in a wrapped configuration', 'apps/next.config.ts', `import type { NextConfig } from 'next'; import wrap from '@scope/wrap'; const api = process.env.API ?? 'http://api'; const config: NextConfig = { async rewrites() { return { beforeFiles: [{ source: '/a', destination: api + '/a' }], fallback: [{ source: '/b', destination: 'http://old/b' }] } } }; export default wrap(config)`, ['http-proxy-node routes ${API:-http://api}', 'http-proxy-node routes http://old']],
    ['two rules to one server', 'next.config.js', `const rules = [{ source: '/a', destination: 'http://cart/a' }]; module.exports = { rewrites() { return [...rules, { source: '/b', destination: 'http://cart/b' }] } }`, ['http-proxy-node routes http://cart']],
  ])('%s', async (_, file, text, expected) => {
    expect((await clients(file, text)).map(summary).sort()).toEqual([...expected].sort());
  });

  it('end after half a minute unless the configuration says otherwise', async () => {
    const rules = `rewrites: () => [{ source: '/a', destination: 'http://cart/x' }]`;
    const [usual] = await clients('next.config.js', `module.exports = { ${rules} }`);
    const [own] = await clients('next.config.js', `module.exports = { experimental: { proxyTimeout: 5000 }, ${rules} }`);
    expect([settings(usual!), settings(own!)]).toEqual([{ timeoutOnCall: 30_000 }, { timeoutOnCall: 5_000 }]);
    expect(usual!.calls.map((c) => c.path)).toEqual(['/x']);
  });
});

describe('what is no rewrite to another server', () => {
  it.each([
    ['a path of the server itself', 'next.config.js', `module.exports = { rewrites: () => [{ source: '/a', destination: '/b' }] }`],
    ['a redirect, which the browser follows', 'next.config.js', `module.exports = { rewrites: () => [], redirects: () => [{ source: '/a', destination: 'http://cart/a', permanent: true }] }`],
    ['a host that the request names', 'next.config.js', `module.exports = { rewrites: () => [{ source: '/:tenant', destination: 'https://:tenant.shop.example/' }] }`],
    ['an unknown destination', 'next.config.js', `module.exports = { rewrites: () => [{ source: '/a', destination: target() }] }`],
    ['the same in another file', 'rules.js', `module.exports = { rewrites: () => [{ source: '/a', destination: 'http://cart/a' }] }`],
    ['the proxy of a development server', 'vite.config.ts', `export default { server: { proxy: { '/api': 'http://cart' } }, rewrites: () => [{ destination: 'http://cart' }] }`],
    ['a development proxy of webpack', 'webpack.config.js', `module.exports = { devServer: { proxy: [{ context: ['/api'], target: 'http://cart' }] } }`],
  ])('%s', async (_, file, text) => {
    expect((await clients(file, text)).map(summary)).toEqual([]);
  });
});
