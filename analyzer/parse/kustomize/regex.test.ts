import { describe, expect, it } from 'vitest';
import { compile } from './regex.js';

describe('compile', () => {
  it.each([
    ['web', ['web'], ['web2', 'aweb']],
    ['.*', ['', 'a-b'], []],
    ['web|d.+', ['web', 'db'], ['d', 'webdb']],
    ['^(?:a|b)-[a-z0-9]{2,3}$', ['a-x1', 'b-abc'], ['a-x', 'c-ab', 'a-abcd']],
    ['(foo|bar)?-x\\.y', ['-x.y', 'foo-x.y'], ['foo-xzy']],
    ['[^a]\\d*', ['b', 'b12'], ['a', 'bb']],
    ['a{2}', ['aa'], ['a', 'aaa']],
  ])('%s', (pattern, matching, others) => {
    expect(matching.filter((text) => !compile(pattern)!(text))).toEqual([]);
    expect(others.filter((text) => compile(pattern)!(text))).toEqual([]);
  });

  it.each(['(', '[a', 'a{', '*', '(?=a)', '\\', 'a)'])('does not understand %s', (pattern) => {
    expect(compile(pattern)).toBeUndefined();
  });

  it('takes linear time where backtracking would take for ever, and refuses what grows too large', () => {
    expect(compile('(a+)+b')!('a'.repeat(2000))).toBe(false);
    expect(compile('(((a{100}){100}){100}){100}')).toBeUndefined();
  });
});
