import { describe, expect, test } from 'vitest';
import { component, dependency, hostile, large, result, shop } from '../html/samples.js';
import { groupComponents } from './groups.js';
import { drawPictures, drawStill } from './views.js';
import type { Rect, View } from './view.js';

const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = (x: number, y: number, rect: Rect, slack = 1): boolean => x >= rect.x - slack && x <= rect.x + rect.width + slack && y >= rect.y - slack && y <= rect.y + rect.height + slack;

function checkPicture(view: View): void {
  const rects = new Map(view.boxes.map((box) => [box.key, box]));
  view.boxes.forEach((box, index) => view.boxes.slice(index + 1).forEach((other) => expect(overlap(box, other), `${view.id}: ${box.key} on ${other.key}`).toBe(false)));
  for (const { from, to, points } of view.lines) {
    expect(points.length).toBeGreaterThanOrEqual(4);
    expect(inside(points[0]!, points[1]!, rects.get(from)!), `${from} -> ${to} starts at its box`).toBe(true);
    expect(inside(points.at(-2)!, points.at(-1)!, rects.get(to)!), `${from} -> ${to} ends at its box`).toBe(true);
    for (let index = 0; index + 3 < points.length; index += 2)
      expect(points[index] === points[index + 2] || points[index + 1] === points[index + 3], `${from} -> ${to} has right angles`).toBe(true);
  }
}

describe('pictures', () => {
  test('a small system opens whole, in frames, and every line can be followed from box to box', async () => {
    const { graph } = shop();
    const { views, first, by } = await drawPictures(graph);
    expect([first, by]).toEqual(['all', 'namespace']);
    expect(views.map((view) => view.id)).toEqual(['all', 'groups', 'group:payments', 'group:platform', 'group:shop', 'group: external']);
    const all = views[0]!;
    expect(all.boxes).toHaveLength(graph.components.length);
    expect(all.lines).toHaveLength(graph.dependencies.length);
    views.forEach(checkPicture);
    for (const box of all.boxes) {
      const group = graph.components.find(({ id }) => id === box.component)!.group;
      for (const frame of all.frames) expect(inside(box.x + 1, box.y + 1, frame, 0), `${box.key} in ${frame.group}`).toBe(frame.group === group);
    }
  });

  test('callers stand left of what they call', async () => {
    const { graph } = result([component('web', 'service'), component('cart', 'service'), component('db', 'datastore')], [dependency('web', 'cart'), dependency('cart', 'db')]);
    const { views } = await drawPictures(graph);
    const x = (id: string) => views[0]!.boxes.find((box) => box.component === id)!.x;
    expect(x('web')).toBeLessThan(x('cart'));
    expect(x('cart')).toBeLessThan(x('db'));
  });

  test('more than 25 services open by group; parallel dependencies between groups are one line that knows them all', async () => {
    const { graph } = large(60);
    const { views, first } = await drawPictures(graph);
    expect(first).toBe('groups');
    const groups = views.find((view) => view.id === 'groups')!;
    expect(groups.boxes).toHaveLength(6);
    const groupOf = new Map(graph.components.map(({ id, group }) => [id, group]));
    const between = graph.dependencies.filter(({ from, to }) => groupOf.get(from) !== groupOf.get(to));
    expect(groups.lines.flatMap((line) => line.dependencies)).toHaveLength(between.length);
    expect(new Set(groups.lines.map(({ from, to }) => `${from} ${to}`)).size).toBe(groups.lines.length);
    expect((await drawStill(graph)).view.id).toBe('groups');
  });

  test('above 300 there is no picture of everything', async () => {
    const { views, first } = await drawPictures(large(400).graph);
    expect(first).toBe('groups');
    expect(views.some((view) => view.id === 'all')).toBe(false);
    expect(views).toHaveLength(41);
  });

  test('many groups: the largest are drawn', async () => {
    const { views } = await drawPictures(large(700, 7).graph);
    expect(views.find((view) => view.id === 'groups')!.boxes).toHaveLength(60);
  });

  test('the same graph gives the same bytes', async () => {
    const draw = async () => JSON.stringify(await drawPictures(shop().graph));
    expect(await draw()).toBe(await draw());
  });

  test('nothing at all, one component, hostile names, a call to itself', async () => {
    expect((await drawPictures(result([], []).graph)).views[0]!.boxes).toEqual([]);
    const { graph } = result([component('web', 'service')], [dependency('web', 'web')]);
    expect((await drawPictures(graph)).views[0]!.lines).toEqual([]);
    const { views } = await drawPictures(hostile().graph);
    expect(views[0]!.boxes).toHaveLength(9);
  });
});

describe('groups', () => {
  const names = (components: Parameters<typeof result>[0]) => {
    const { by, groups } = groupComponents(result(components, []).graph);
    return [by, ...groups.map((group) => group.name)];
  };
  test('namespaces, else stacks, else folders', () => {
    expect(names([component('a', 'service', 'x'), component('b', 'service', 'y')])).toEqual(['namespace', 'x', 'y']);
    expect(names([component('a', 'service', 'x', { stacks: ['one'] }), component('b', 'service', 'x', { stacks: ['two'] })])).toEqual(['stack', 'one', 'two']);
    const at = (file: string) => ({ evidence: [{ file, line: 1, column: 1, length: 1, mechanism: 'workload' as const }] });
    expect(names([component('a', 'service', undefined, at('left/a.yaml')), component('b', 'service', undefined, at('right/b.yaml'))])).toEqual(['folder', 'left', 'right']);
  });
  test('externals and what has no namespace are loose', () => {
    expect(names([component('a', 'service', 'x'), component('b', 'service', 'y'), component('c', 'service'), component('api.example', 'external')])).toEqual(['namespace', 'x', 'y', 'external', 'no namespace']);
  });
});
