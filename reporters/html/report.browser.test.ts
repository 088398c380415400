import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { impactOf } from '../../analyzer/propagation/impact.js';
import type { Result } from '../../analyzer/report/result.js';
import { launchBrowser } from './browser.js';
import { html } from './index.js';
import { finding, hostile, large, shop } from './samples.js';

/** The report in a real browser, used as a reader uses it. Any message on the console, any request, any refusal fails. */
const launched = await launchBrowser();
const reason = 'skipped' in launched ? ` (skipped: ${launched.skipped})` : '';
const folder = mkdtempSync(join(tmpdir(), 'faultline-report-'));
let browser: Browser;
let complaints: string[] = [];

beforeAll(() => {
  if ('browser' in launched) browser = launched.browser;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  if ('browser' in launched) await launched.browser.close();
});
beforeEach(() => void (complaints = []));
afterEach(() => expect(complaints).toEqual([]));

const pages = new Map<Result, string>();
async function open(sample: Result, hash = '', options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const file = pages.get(sample) ?? join(folder, `${pages.size}.html`);
  if (!pages.has(sample)) writeFileSync(file, await html(sample, { width: 100, colour: false, title: 'Report' }));
  pages.set(sample, file);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.setDefaultTimeout(5_000);
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => request.url().split('#')[0] === pathToFileURL(file).href || complaints.push(`request: ${request.url()}`));
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => console.error(`refused: ${event.violatedDirective}`)));
  await page.goto(pathToFileURL(file).href + hash);
  return page;
}

/** Cytoscape leaves itself on its container; the picture is a canvas, so this is how a test sees it. */
interface Drawn {
  readonly id: string;
  readonly component?: string;
  readonly classes: readonly string[];
  readonly x: number;
  readonly y: number;
}
const drawn = (page: Page): Promise<Drawn[]> =>
  page.evaluate(() => {
    const container = document.getElementById('graph') as HTMLElement & { _cyreg: { cy: import('cytoscape').Core } };
    const box = container.getBoundingClientRect();
    return container._cyreg.cy.nodes('.component, .closed').map((node) => {
      const { x, y } = node.renderedPosition();
      return { id: node.id(), component: node.data('component') as string, classes: node.classes() as unknown as string[], x: x + box.x, y: y + box.y };
    });
  });
const having = (nodes: readonly Drawn[], name: string): string[] => nodes.filter((node) => node.classes.includes(name)).map((node) => node.component ?? node.id).sort();

async function clickOn(page: Page, id: string): Promise<void> {
  const node = (await drawn(page)).find((one) => one.id === id)!;
  await page.mouse.click(node.x, node.y);
}

const sample = shop();

describe.skipIf('skipped' in launched)(`report page${reason}`, () => {
  test('says what a component shares with others, what it takes down together with another, how often it is asked, who waits how long, and what runs out', async () => {
    const at = { file: 'deploy/cart.yaml', line: 7, column: 1, length: 4 };
    const stack = 'deploy/production';
    const page = await open({
      ...sample,
      impact: [{ component: 'cart', lost: ['storefront'], degraded: [], entryPoints: [], attempts: 12, repeats: [{ by: 'route', to: 'storefront', attempts: 4 }, { by: 'storefront', to: 'cart', attempts: 3 }] }],
      budgets: [{ component: 'cart', granted: { ms: 1_500, by: 'ingress', answerOf: 'storefront', at }, waits: [{ to: 'redis', ms: null, late: true, at }, { to: 'pricing', ms: 800, late: false, at }] }],
      faults: {
        causes: [{ stack, id: 'zone <b>1a</b>', when: 'now', members: [{ component: 'cart', at }, { component: 'pricing', at }], entryPoints: ['storefront'] }, { stack, id: 'Secret other', when: 'restart', members: [{ component: 'kafka', at }], entryPoints: [] }],
        pairs: [{ stack, entryPoint: 'storefront', events: [{ component: 'cart' }, { cause: 'zone <b>1a</b>' }] }],
        morePairs: 0,
        loops: [{ stack, component: 'cart', members: [{ mechanism: 'timeout', component: 'storefront', to: 'cart', value: 2_000, at }, { mechanism: 'retries', component: 'storefront', to: 'cart', value: 3, at }] }],
        connections: [{ stack, store: 'orders-db', limit: 100, most: 120, clients: [{ component: 'cart', most: 80, at }, { component: 'order', most: 40, at }] }],
        objectives: [{ stack, component: 'storefront', objective: 99.95, at, product: 99.8001, promises: [{ component: 'cart', objective: 99.9, at }, { component: 'orders-db', objective: 99.9, at }] }],
      },
    }, '#node=cart');
    const text = (await page.textContent('#panel'))!;
    expect(text).toContain('one request of a user can become 12 requests to it: the route before it asks storefront up to 4 times, storefront asks cart up to 3 times.');
    expect(text).toContain('zone <b>1a</b>, with pricing; takes down storefront deploy/cart.yaml:7');
    expect(text).not.toContain('Secret other');
    expect(text).toContain('cart and zone <b>1a</b> together take down storefront');
    expect(text).toContain('storefront waits 2 s for cart deploy/cart.yaml:7; storefront asks cart up to 3 times');
    expect(text).toContain('ingress waits up to 1.5 s for the answer of storefront, which needs it deploy/cart.yaml:7');
    expect(text).toContain('it waits for ever for redis, when nobody waits for it any more deploy/cart.yaml:7');
    expect(text).toContain('it waits up to 800 ms for pricing deploy/cart.yaml:7');
    expect(text).toContain('orders-db accepts 100 and is asked for up to 120 in deploy/production: cart 80 deploy/cart.yaml:7');
    expect(text).not.toContain('order 40');
    expect(text).toContain('storefront promises 99.95 %, and what it cannot do without leaves 99.8001 % deploy/cart.yaml:7: cart 99.9 %');
    await page.click('#panel section >> text="pricing"');
    expect(await page.textContent('#panel h2')).toBe('pricing');
    await page.close();
  });

  test('opens with everything, says how much, and asks for nothing', async () => {
    const page = await open(sample);
    expect(await drawn(page)).toHaveLength(18);
    expect(await page.textContent('#status')).toBe('18 of 18 components shown');
    expect(await page.textContent('#findings h2')).toBe('8 findings');
    expect(await page.isVisible('#panel')).toBe(false);
    await page.close();
  });

  test('a click shows what stops, by the command line\'s own count, and says it; another takes it away', async () => {
    const page = await open(sample);
    await clickOn(page, 'c/redis');
    const { lost, of } = impactOf(sample.graph, 'redis');
    expect(having(await drawn(page), 'lost')).toEqual([...lost].sort());
    expect(having(await drawn(page), 'failed')).toEqual(['redis']);
    expect(await page.textContent('#panel .consequence')).toBe(`If redis fails, ${lost.length} of ${of} services are affected in 1 namespace: ${lost.join(', ')}.`);
    expect(await page.textContent('#panel .settings')).toContain('replicas1explicitdeploy/settings.yaml:9');
    expect(new URL(page.url()).hash).toBe('#node=redis');
    await page.keyboard.press('Escape');
    expect(having(await drawn(page), 'faded')).toEqual([]);
    expect(new URL(page.url()).hash).toBe('');
    await page.close();
  });

  test('says of a way in that users are turned away', async () => {
    const page = await open(sample, '#node=ingress');
    expect(await page.textContent('#panel .consequence')).toBe('If ingress fails, users are turned away, and no other component stops serving.');
    await page.close();
  });

  test('a finding shows its path, step by step', async () => {
    const page = await open(sample);
    await page.click('.finding:has-text("If redis fails")');
    expect(await page.locator('#panel .steps li button').allTextContents()).toEqual(['redis', 'pricing', 'cart', 'storefront']);
    expect(await page.locator('#panel .steps .place').first().textContent()).toBe('services/redis/src/client.ts:8');
    expect(having(await drawn(page), 'faded')).toHaveLength(14);
    expect(await page.textContent('#panel pre')).toContain('replicas: 3');
    const link = page.url();
    await page.goBack();
    expect(await page.isVisible('#panel')).toBe(false);
    await page.goto(link);
    expect(await page.locator('#panel .steps li').count()).toBe(4);
    expect(await page.locator('#findings [aria-current]').count()).toBe(1);
    await page.close();
  });

  test('more findings of a component than four are folded away', async () => {
    const findings = Array.from({ length: 6 }, (_, index) => finding('missing-readiness-probe', 'warning', { component: 'cart' }, `cart takes traffic too early, ${index}`));
    const page = await open({ ...sample, findings }, '#node=cart');
    expect(await page.locator('#panel .finding:visible').count()).toBe(4);
    await page.click('#panel summary:text-is("2 more findings")');
    expect(await page.locator('#panel .finding:visible').count()).toBe(6);
    await page.close();
  });

  test('a line shows the dependency: its settings, where they come from, its findings', async () => {
    const page = await open(sample, '#from=storefront&to=cart');
    expect(await page.textContent('#panel h2')).toBe('storefront → cart');
    expect(await page.textContent('#panel .settings')).toContain('timeout on callnonedefault');
    expect(await page.locator('#panel .finding').count()).toBe(1);
    await page.close();
  });

  test('search with / and the keyboard alone', async () => {
    const page = await open(sample);
    await page.keyboard.press('/');
    await page.keyboard.type('fraud');
    expect(await page.locator('#results .hit').first().textContent()).toContain('fraud-check');
    await page.keyboard.press('Enter');
    expect(await page.textContent('#panel h2')).toBe('fraud-check');
    expect(having(await drawn(page), 'failed')).toEqual(['fraud-check']);
    await page.close();
  });

  test('filters: severity, kind, environment; what is left out is counted', async () => {
    const page = await open(sample);
    await page.click('[data-severity="error"]');
    expect(await page.textContent('#findings h2')).toBe('3 of 8 findings');
    await page.selectOption('#environment-choice', 'staging');
    expect(await drawn(page)).toHaveLength(7);
    expect(await page.textContent('#status')).toBe('7 of 18 components shown; 11 not in this picture');
    await page.click('.menu summary');
    await page.click('#kind-cache');
    expect((await drawn(page)).some((node) => node.component === 'redis')).toBe(false);
    const hash = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect([hash.get('severity'), hash.get('env'), hash.get('kind')?.includes('cache')]).toEqual(['error', 'staging', false]);
    await page.close();
  });

  test('the hash restores the view', async () => {
    const page = await open(sample, '#view=group%3Apayments&node=fraud-check&severity=warning');
    expect(await page.inputValue('#view-choice')).toBe('group:payments');
    expect(await page.textContent('#panel h2')).toBe('fraud-check');
    expect(await page.textContent('#findings h2')).toBe('4 of 8 findings');
    await page.close();
  });

  test('arrow keys walk along the picture, T is the table of the same', async () => {
    const page = await open(sample);
    await page.focus('#graph');
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).hash).toBe('#node=ingress');
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).hash).toBe('#node=storefront');
    expect(await page.textContent('#said')).toMatch(/^If storefront fails, 1 of /);
    await page.keyboard.press('t');
    expect(await page.locator('#table tbody tr').count()).toBe(18);
    expect(await page.locator('#table tr[aria-current] th').textContent()).toBe('storefront');
    expect(await page.locator('#table tr:has(button:text-is("redis")) td').allTextContents()).toEqual(['cache, redis', 'shop', '5 of 13', '1', '', 'cart, catalog, pricing']);
    await page.click('#table button:text-is("redis")');
    expect(await page.textContent('#panel h2')).toBe('redis');
    await page.close();
  });

  test('60 services: closed by group; a group opens and closes again', async () => {
    const page = await open(large(60));
    expect((await drawn(page)).every((node) => node.id.startsWith('g/'))).toBe(true);
    expect(await page.textContent('#status')).toBe('0 of 60 components shown; 6 closed groups hold 60');
    await clickOn(page, 'g/team-01');
    expect(await page.textContent('#status')).toBe('10 of 60 components shown; 5 closed groups hold 50');
    await page.selectOption('#view-choice', 'groups');
    expect(await drawn(page)).toHaveLength(6);
    await page.selectOption('#view-choice', 'all');
    expect(await page.textContent('#status')).toBe('60 of 60 components shown');
    await page.close();
  });

  test('400 services: by search and surroundings, always with counts', async () => {
    const page = await open(large(400));
    expect(await page.textContent('#status')).toBe('0 of 400 components shown; 40 closed groups hold 400');
    await page.keyboard.press('/');
    await page.keyboard.type('service-123');
    await page.keyboard.press('Enter');
    expect(having(await drawn(page), 'failed')).toEqual(['service-123']);
    await page.click('button:text-is("1 hop")');
    const near = await drawn(page);
    expect(near.length).toBeGreaterThan(1);
    expect(await page.textContent('#status')).toBe(`${near.length} of 400 components shown; ${400 - near.length} not in this picture`);
    await page.close();
  });

  test('hostile names are text', async () => {
    const page = await open(hostile());
    for (const item of await page.locator('#findings .finding').all()) await item.click();
    await page.keyboard.press('/');
    await page.keyboard.type('script');
    await page.keyboard.press('Enter');
    await page.keyboard.press('t');
    expect(await page.textContent('#panel h2')).toContain('<script>');
    expect(await page.locator('#findings b, #panel img, #panel script, main svg, main i, main u').evaluateAll((elements) => elements.filter((element) => !element.closest('.finding')).length)).toBe(0);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('%s: the picture is painted in the scheme\'s own colours', async (colorScheme) => {
    const page = await open(sample, '#node=redis', { colorScheme });
    await page.waitForTimeout(300);
    const picture = await page.screenshot();
    expect(picture.length).toBeGreaterThan(20_000);
    const ground = await page.evaluate(() => getComputedStyle(document.getElementById('picture')!).backgroundColor);
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(20, 24, 30)' : 'rgb(255, 255, 255)');
    await page.close();
  });

  test('on paper and without scripts there is the still picture', async () => {
    const page = await open(sample);
    expect(await page.isVisible('#still')).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect([await page.isVisible('#still svg'), await page.isVisible('#graph'), await page.isVisible('#findings')]).toEqual([true, false, true]);
    await page.close();
    const silent = await open(sample, '', { javaScriptEnabled: false });
    expect(await silent.isVisible('#still svg')).toBe(true);
    await silent.close();
  });

  test('on a narrow screen nothing is cut off', async () => {
    const page = await open(sample, '#node=redis', { viewport: { width: 420, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
    await page.close();
  });
});
