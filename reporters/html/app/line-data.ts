import type { Rect } from '../../layout/view.js';
import type { SceneLine } from './scene.js';

/**
 * A line's points in cytoscape's terms. It measures bends from the straight line between the two boxes' centres: how far along
 * (a weight) and how far beside (a distance); ends are offsets from the centres.
 */
export function lineData(line: SceneLine, from: Rect, to: Rect): Record<string, unknown> {
  const base = { id: line.id, source: line.from, target: line.to, ...(line.classes.includes('pair') ? pairOf(line) : {}) };
  const { points } = line;
  if (points.length < 4) return { ...base, start: '0px 0px', end: '0px 0px', weights: '0.5', distances: '0' };
  const start = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const end = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
  const dx = end.x - start.x;
  const dy = end.y - start.y;
  const length = Math.hypot(dx, dy) || 1;
  const weights: string[] = [];
  const distances: string[] = [];
  for (let index = 2; index < points.length - 2; index += 2) {
    const x = points[index]! - start.x;
    const y = points[index + 1]! - start.y;
    weights.push(((x * dx + y * dy) / (length * length)).toFixed(4));
    distances.push(((y * dx - x * dy) / length).toFixed(2));
  }
  const offset = (index: number, centre: { x: number; y: number }) => `${(points[index]! - centre.x).toFixed(1)}px ${(points[index + 1]! - centre.y).toFixed(1)}px`;
  return { ...base, start: offset(0, start), end: offset(points.length - 2, end), weights: weights.join(' ') || '0.5', distances: distances.join(' ') || '0' };
}

const pairOf = (line: SceneLine) => ({ from: line.from.slice(2), to: line.to.slice(2) });
