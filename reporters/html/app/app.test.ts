import { expect, test } from 'vitest';
import { impactOf } from '../../../analyzer/propagation/impact.js';
import { drawPictures } from '../../layout/views.js';
import { finding, large, shop } from '../samples.js';
import type { PageData } from '../data.js';
import { focusOn } from './focus.js';
import { readHash, writeHash, type Known } from './hash.js';
import { createModel, type Model } from './model.js';
import { sceneOf } from './scene.js';
import { searchFor } from './search.js';
import { waveSentence } from './sentence.js';
import type { State } from './state.js';
import { statusText } from './toolbar.js';
import { settingName, settingValue } from './values.js';

async function modelOf(sample: ReturnType<typeof shop>): Promise<Model> {
  const data: PageData = { title: 't', version: '0', graph: sample.graph, findings: sample.findings, impact: sample.impact, faults: sample.faults, budgets: sample.budgets, suppressed: 0, rules: [], pictures: await drawPictures(sample.graph) };
  return createModel(data);
}
const shopModel = await modelOf(shop());
const base: State = { view: 'all', focus: 0, kinds: [], severities: [], table: false };

test('the sentence counts what the analyzer counts', () => {
  const { lost, of } = impactOf(shop().graph, 'redis');
  expect(lost).toContain('cart');
  expect(waveSentence(shopModel, 'redis', undefined)).toBe(`If redis fails, ${lost.length} of ${of} services are affected in 1 namespace: ${lost.join(', ')}.`);
  expect(waveSentence(shopModel, 'kafka', undefined)).toMatch(/^If kafka fails, no other component stops serving\. \d components would lose something/);
});

test('an environment leaves only what is deployed there', () => {
  const production = sceneOf(shopModel, base);
  const staging = sceneOf(shopModel, { ...base, environment: 'staging' });
  expect(production.shown).toBe(18);
  expect(staging.boxes.map((box) => box.component).sort()).toEqual(['cart', 'catalog', 'inventory', 'order', 'pricing', 'redis', 'storefront']);
  expect(statusText(staging)).toBe('7 of 18 components shown; 11 not in this picture');
  expect(shopModel.wave('redis', 'staging').lost).toEqual(['cart', 'storefront']);
});

test('kinds that are filtered out are not drawn, nor their lines', () => {
  const scene = sceneOf(shopModel, { ...base, kinds: ['service'] });
  expect(scene.shown).toBe(12);
  expect(scene.lines.every((line) => !line.to.includes('redis'))).toBe(true);
});

test('severities decide what is counted on a component', () => {
  const cart = (state: State) => sceneOf(shopModel, state).boxes.find((box) => box.component === 'cart')!;
  expect([cart(base).findings, cart(base).worst]).toEqual([3, 'error']);
  expect([cart({ ...base, severities: ['warning'] }).findings, cart({ ...base, severities: ['warning'] }).worst]).toEqual([2, 'warning']);
});

test('signs: one replica, stores, externals, entry, lines without a timeout', () => {
  const scene = sceneOf(shopModel, base);
  const classes = (id: string) => scene.boxes.find((box) => box.component === id)!.classes;
  expect(classes('redis')).toEqual(['component', 'cache', 'store', 'single']);
  expect(classes('ingress')).toEqual(['component', 'gateway', 'entry']);
  const line = (from: string, to: string) => scene.lines.find((one) => one.from === `c/${from}` && one.to === `c/${to}`)!.classes;
  expect(line('storefront', 'cart')).toEqual(['solid', 'no-timeout', 'pair']);
  expect(line('order', 'kafka')).toContain('dashed');
  expect(line('order', 'inventory')).toContain('dotted');
});

test('a closed group counts what it holds', async () => {
  const model = await modelOf(large(60));
  const scene = sceneOf(model, { ...base, view: 'groups' });
  expect(statusText(scene)).toBe('0 of 60 components shown; 6 closed groups hold 60');
  expect(statusText(sceneOf(model, { ...base, view: 'group:team-01' }))).toBe('10 of 60 components shown; 5 closed groups hold 50');
});

test('a path reaches what fails, also when its last step only names the call to it', () => {
  const sample = shop();
  const step = (id: string) => ({ component: id, text: '', at: { file: 'a', line: 1, column: 1, length: 1 } });
  const amplified = finding('retry-amplification', 'warning', { component: 'payment-adapter' }, 'm', { path: [step('storefront'), step('order')] });
  const model = createModel({ ...shopModel.data, graph: sample.graph, findings: [amplified] });
  const { highlight } = sceneOf(model, { ...base, finding: amplified.fingerprint });
  expect(sample.graph.dependencies.filter((one) => highlight!.carries(one)).map(({ from, to }) => `${from} ${to}`)).toEqual(['storefront order', 'order payment-adapter']);
});

test('the surroundings of a component, both ways, as far as asked', () => {
  const { graph } = shop();
  const around = (hops: number) => focusOn(graph, graph.dependencies, 'cart', hops).boxes.map((box) => box.component).sort();
  expect(around(1)).toEqual(['cart', 'inventory', 'pricing', 'redis', 'storefront']);
  expect(around(2)).toEqual(['cart', 'ingress', 'inventory', 'orders-db', 'pricing', 'redis', 'storefront']);
  const x = (id: string) => focusOn(graph, graph.dependencies, 'cart', 1).boxes.find((box) => box.component === id)!.x;
  expect(x('storefront')).toBeLessThan(x('cart'));
  expect(x('cart')).toBeLessThan(x('redis'));
});

test('search: names first, then what is said about them', () => {
  expect(searchFor(shopModel, 'cart')[0]).toMatchObject({ kind: 'component', id: 'cart' });
  expect(searchFor(shopModel, 'postgres')[0]).toMatchObject({ id: 'orders-db' });
  expect(searchFor(shopModel, 'deadline hangs').map((hit) => hit.title)).toEqual(['missing-timeout']);
  expect(searchFor(shopModel, 'platform').some((hit) => hit.kind === 'group')).toBe(true);
  expect(searchFor(shopModel, '  ')).toEqual([]);
  expect(searchFor(shopModel, 'nothing-like-this')).toEqual([]);
});

test('a hash holds the view; what it names and the page lacks is dropped', () => {
  const known: Known = { defaults: base, views: new Set(['all', 'groups']), components: new Set(['cart', 'a&b=#c']), findings: new Set(['00ff']), environments: new Set(['production']) };
  const state: State = { ...base, view: 'groups', node: 'a&b=#c', focus: 2, environment: 'production', kinds: ['service', 'cache'], severities: ['error'], table: true };
  expect(readHash(`#${writeHash(state, base)}`, known)).toEqual(state);
  expect(writeHash(base, base)).toBe('');
  expect(readHash('#node=gone&view=__proto__&finding=x&hops=99&env=mars&from=cart', known)).toEqual(base);
});

test('settings as a person says them', () => {
  const at = { file: 'a', line: 1, column: 1, length: 1, mechanism: 'env' as const };
  const value = (name: string, of: number | string | boolean | null, origin: 'explicit' | 'unknown' = 'explicit') => settingValue({ on: 'a', name, value: of, origin, evidence: at });
  expect([value('timeoutOnCall', 1500), value('connectTimeout', 250), value('timeoutOnCall', null), value('replicas', 3), value('lambdaTimeoutSeconds', 30), value('hasPdb', false), value('replicas', null, 'unknown')]).toEqual(['1.5 s', '250 ms', 'none', '3', '30', 'no', 'unknown']);
  expect([settingName('hasCpuLimit'), settingName('hasPdb'), settingName('perTryTimeout')]).toEqual(['has cpu limit', 'disruption budget', 'per try timeout']);
});
