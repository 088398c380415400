import { compareText } from '../../../analyzer/facts/place.js';
import type { Dependency, GraphDocument } from '../../../analyzer/graph/document.js';
import { boxSize, componentLabel, linesOf } from '../../layout/label.js';
import { componentKey, type Box, type Line, type View } from '../../layout/view.js';

const columnGap = 64;
const rowGap = 16;
/** More in one column cannot be read; the rest is in the count of what is not shown. */
const mostInColumn = 40;

/**
 * The picture around one component: what needs it to the left, what it needs to the right, one column a hop. Plain arithmetic, so
 * it works for every component of a system of any size without a layout engine in the page. `graph` is the part that is looked
 * at; lines refer to dependencies by their index in `all`.
 */
export function focusOn(graph: GraphDocument, all: readonly Dependency[], centre: string, hops: number): View {
  const distance = distances(graph.dependencies, centre, hops);
  const byId = new Map(graph.components.map((component) => [component.id, component]));
  const columns: string[][] = Array.from({ length: 2 * hops + 1 }, () => []);
  for (const [id, hop] of distance) if (byId.has(id)) columns[hop + hops]!.push(id);
  let x = 16;
  const placed: Box[] = [];
  for (const column of columns) {
    if (column.length === 0) continue;
    column.sort(compareText);
    const sized = column.slice(0, mostInColumn).map((id) => ({ id, ...boxSize(linesOf(componentLabel(byId.get(id)!, 10))) }));
    const height = sized.reduce((sum, box) => sum + box.height + rowGap, -rowGap);
    let y = -height / 2;
    for (const box of sized) {
      placed.push({ key: componentKey(box.id), component: box.id, x, y, width: box.width, height: box.height });
      y += box.height + rowGap;
    }
    x += Math.max(...sized.map((box) => box.width)) + columnGap;
  }
  return toView(placed, x - columnGap + 16, linesAmong(graph.dependencies, all, placed));
}

/** Signed hops: negative for dependents. A component that is both counts as the nearer, dependents first. */
function distances(dependencies: readonly Dependency[], centre: string, hops: number): Map<string, number> {
  const found = new Map([[centre, 0]]);
  const drawn = dependencies.filter((dependency) => dependency.phase !== 'build');
  let before = [centre];
  let after = [centre];
  const step = (ids: readonly string[], hop: number): string[] => {
    const reached = new Set(ids);
    const next: string[] = [];
    for (const { from, to } of drawn) {
      const [near, far] = hop < 0 ? [to, from] : [from, to];
      if (!reached.has(near) || found.has(far)) continue;
      found.set(far, hop);
      next.push(far);
    }
    return next;
  };
  for (let hop = 1; hop <= hops; hop++) {
    before = step(before, -hop);
    after = step(after, hop);
  }
  return found;
}

function linesAmong(drawn: readonly Dependency[], all: readonly Dependency[], boxes: readonly Box[]): Line[] {
  const keys = new Map(boxes.map((box) => [box.component, box.key]));
  const lines = new Map<string, { from: string; to: string; points: number[]; dependencies: number[] }>();
  const kept = new Set(drawn);
  all.forEach((dependency, index) => {
    const from = keys.get(dependency.from);
    const to = keys.get(dependency.to);
    if (from === undefined || to === undefined || from === to || dependency.phase === 'build' || !kept.has(dependency)) return;
    const line = lines.get(`${from}\n${to}`) ?? { from, to, points: [], dependencies: [] };
    line.dependencies.push(index);
    lines.set(`${from}\n${to}`, line);
  });
  return [...lines.values()];
}

function toView(boxes: readonly Box[], width: number, lines: readonly Line[]): View {
  const top = Math.min(...boxes.map((box) => box.y)) - 16;
  const moved = boxes.map((box) => ({ ...box, y: box.y - top }));
  return { id: 'focus', width, height: Math.max(...moved.map((box) => box.y + box.height)) + 16, boxes: moved, frames: [], lines };
}
