import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { embedJson, html } from './index.js';
import { hostile, result, shop } from './samples.js';

const options = { width: 100, colour: false };
const pageOf = await html(shop(), options);

test('one file: nothing to load, about half a megabyte', () => {
  expect(pageOf.length).toBeLessThan(620_000);
  const outside = pageOf.replace(/<script[^]*?<\/script>|<style[^]*?<\/style>/g, '');
  expect(outside).not.toMatch(/\s(src|href)="(?!data:,")/);
  expect(outside).not.toMatch(/url\((?!#)/);
});

test('the policy lets in the one script and the one style, by their hashes', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(pageOf)![1]!;
  const hash = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  const scripts = [...pageOf.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1]!);
  const styles = [...pageOf.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map((match) => match[1]!);
  expect([scripts.length, styles.length]).toEqual([1, 1]);
  expect(policy.split('; ')).toEqual(["default-src 'none'", `script-src ${hash(scripts[0]!)}`, `style-src ${hash(styles[0]!)}`, 'img-src data:', "base-uri 'none'", "form-action 'none'"]);
});

test('the data cannot end its element and comes back as it was', () => {
  const value = { name: '</script><!-- \u2028\u2029 &amp; __proto__', list: ['<script>'] };
  expect(embedJson(value)).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(embedJson(value))).toEqual(value);
});

test('hostile names add no element', async () => {
  const count = (page: string, tag: string) => page.split(new RegExp(`<${tag}[\\s>]`, 'i')).length - 1;
  const page = await html(hostile(), { ...options, title: '</title><script>alert(9)</script>' });
  for (const tag of ['script', 'img', 'title', 'style', 'b', 'i', 'u']) expect([tag, count(page, tag)]).toEqual([tag, count(pageOf, tag)]);
});

test('the same result gives the same bytes; an empty one a page', async () => {
  expect(await html(shop(), options)).toBe(pageOf);
  expect(await html(result([], []), options)).toContain('</html>');
});
