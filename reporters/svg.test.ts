import { expect, test } from 'vitest';
import { component, dependency, hostile, large, result, shop } from './html/samples.js';
import { escapeXml, svg } from './svg.js';

const options = { width: 100, colour: false };

/** Enough of an XML reader to know that elements nest and that no attribute or text breaks out. */
function elements(xml: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [a-zA-Z-]+(?::[a-z]+)?="[^"<]*")*)(\/?)>|([^<]+)/g, (_, close: string, name: string | undefined, _attributes, empty: string) => {
    if (name === undefined) return '';
    if (close === '/') expect(open.pop()).toBe(name);
    else {
      seen.push(name);
      if (empty !== '/') open.push(name);
    }
    return '';
  });
  expect(rest).toBe('');
  expect(open).toEqual([]);
  return seen;
}

test('a standing picture: every component and dependency, a title and a description', async () => {
  const sample = shop();
  const picture = await svg(sample, { ...options, title: 'Shop & Co' });
  const seen = elements(picture);
  expect(seen[0]).toBe('svg');
  expect(seen.slice(1, 3)).toEqual(['title', 'desc']);
  expect(picture).toContain('<title id="picture-title">Shop &amp; Co</title>');
  expect(picture).toContain('18 of 18 components');
  for (const { name } of sample.graph.components) expect(picture.replace(/<\/text><text [^>]*>/g, '')).toContain(`>${name}`);
  // Two of the paths are arrow heads.
  expect(seen.filter((name) => name === 'path')).toHaveLength(sample.graph.dependencies.length + 2);
});

test('what matters has a sign beside its colour', async () => {
  const picture = await svg(shop(), options);
  expect(picture).toContain('>cache ×1</text>');
  expect(picture.match(/<circle /g)).toHaveLength(2);
  expect(picture).toMatch(/stroke-dasharray="7 4"/);
  expect(picture).toMatch(/stroke-dasharray="1.5 3"/);
  expect(picture).toMatch(/<rect [^>]*stroke-dasharray="5 4"\/><text [^>]*>api.stripe/);
});

test('a large system is drawn by group and says so', async () => {
  expect(await svg(large(60), options)).toContain('0 of 60 components, 6 closed groups');
});

test('hostile names stay text', async () => {
  const picture = await svg(hostile(), { ...options, title: '</title><script>alert(1)</script>' });
  expect(new Set(elements(picture))).toEqual(new Set(['svg', 'title', 'desc', 'defs', 'marker', 'path', 'rect', 'text']));
});

test('an empty system is a picture too', async () => {
  elements(await svg(result([], []), options));
  elements(await svg(result([component('a', 'service')], [dependency('a', 'a')]), options));
});

test('what XML cannot hold is replaced', () => {
  expect(escapeXml('a\u0000b\u001b[31m\ud800c\ufffe')).toBe('a\ufffdb\ufffd[31m\ufffdc\ufffd');
  expect(escapeXml('😀')).toBe('😀');
});
