import { expect, it } from 'vitest';
import { memoryFiles } from '../../memory-files.js';
import { reachedFiles } from './reached.js';

const programs = (library: Readonly<Record<string, string>>, main = 'class App { void run() { new Used().ask(); } }'): readonly string[] => {
  const files = { 'app/App.java': main, ...Object.fromEntries(Object.entries(library).map(([name, text]) => [`lib/${name}`, text])) };
  const sources = Object.keys(files).map((path) => ({ path, module: path.split('/')[0]! }));
  return [...reachedFiles(sources, memoryFiles(files))({ root: 'app', uses: ['lib'] })].map((path) => path.split('/')[1]!).sort();
};

it('a program runs of a library what its own code leads to', () => {
  const library = { 'Used.java': 'class Used { Deep deep; }', 'Deep.java': 'class Deep {}', 'Other.java': 'class Other {}' };
  expect(programs(library)).toEqual(['App.java', 'Deep.java', 'Used.java']);
});

it('nothing that a comment names which nobody closes', () => {
  expect(programs({ 'Used.java': 'class Used {} /* Deep', 'Deep.java': 'class Deep {}' })).toEqual(['App.java', 'Used.java']);
});

it('and what implements a type that it names', () => {
  const library = { 'Used.java': 'interface Used {}', 'Mail.java': 'class Mail extends Base implements Used {}', 'Post.kt': 'class Post(private val other: Other) : Base(), Used {}', 'Other.java': 'class Other {}', 'Unasked.kt': 'class Unasked(private val used: Used) : Base() {}' };
  expect(programs(library)).toEqual(['App.java', 'Mail.java', 'Other.java', 'Post.kt', 'Used.java']);
});

it.each([
  ['a listener', '@KafkaListener(topics = "orders") class Listens {}'],
  ['a schedule', 'class Listens { @Scheduled(fixedRate = 5) void f() {} }'],
  ['a bean that a framework calls by its own interface', '@Component class Listens implements HealthIndicator {}'],
  ['a function that anybody calls by its name', 'fun send() = Unit'],
])('and %s, which nobody names', (_, text) => {
  expect(programs({ 'Listens.kt': text })).toContain('Listens.kt');
});

it('but no bean that only waits to be asked, and nothing that a comment names', () => {
  expect(programs({ 'Bean.java': '@Service class Bean {}', 'Used.java': '/** See {@link Bean}. */ class Used {}' })).toEqual(['App.java', 'Used.java']);
});

it('nothing of a library that is not on its class path', () => {
  const files = { 'app/App.java': 'class App { Used used; }', 'lib/Used.java': 'class Used {}' };
  expect([...reachedFiles([{ path: 'app/App.java', module: 'app' }, { path: 'lib/Used.java', module: 'lib' }], memoryFiles(files))({ root: 'app', uses: [] })]).toEqual(['app/App.java']);
});
