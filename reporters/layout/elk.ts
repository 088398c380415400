import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { boxSize, shorten } from './label.js';
import type { Box, Frame, Line, Rect, View } from './view.js';
import { groupKey } from './view.js';

/** What is to be laid out: boxes with their sizes, frames around some of them, and lines. */
export interface Sketch {
  readonly id: string;
  /** Lines carry a number and need room for it. */
  readonly numbered?: boolean;
  readonly boxes: readonly (Omit<Box, 'x' | 'y'> & { readonly frame?: string })[];
  readonly lines: readonly Omit<Line, 'points'>[];
}

const options: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.spacing.nodeNode': '18',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '9',
  'elk.spacing.componentComponent': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeNodeBetweenLayers': '9',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '6',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NONE',
};
/** A frame is at least as wide as its title, which stands after the sign that closes it. */
const titleWidth = (group: string): number => boxSize([`- ${shorten(group)}`]).width;
const framePadding = '[top=32,left=12,bottom=12,right=12]';

/** Layered, left to right, with orthogonal lines. The engine is large, so it is loaded only when a picture is wanted. */
export async function layOut(sketch: Sketch): Promise<View> {
  engine ??= loadEngine();
  return toView(sketch, await (await engine).layout(toElk(sketch)));
}

interface Engine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

/** It keeps nothing from one picture to the next, and starting it takes longer than most pictures. */
let engine: Promise<Engine> | undefined;

async function loadEngine(): Promise<Engine> {
  const { default: module } = await import('elkjs/lib/elk.bundled.js');
  const Elk = ('default' in module ? module.default : module) as unknown as new () => Engine;
  return new Elk();
}

function toElk(sketch: Sketch): ElkNode {
  const frames = new Map<string, ElkNode>();
  const children: ElkNode[] = [];
  for (const box of sketch.boxes) {
    const node: ElkNode = { id: box.key, width: box.width, height: box.height };
    if (box.frame === undefined) children.push(node);
    else {
      let frame = frames.get(box.frame);
      if (frame === undefined) {
        frame = { id: groupKey(box.frame), children: [], layoutOptions: { 'elk.padding': framePadding, 'elk.nodeSize.constraints': '[MINIMUM_SIZE]', 'elk.nodeSize.minimum': `(${titleWidth(box.frame)}, 0)` } };
        frames.set(box.frame, frame);
        children.push(frame);
      }
      frame.children!.push(node);
    }
  }
  const edges = sketch.lines.map((line, index) => ({ id: `e${index}`, sources: [line.from], targets: [line.to] }));
  const gap: Record<string, string> = sketch.numbered === true ? { 'elk.layered.spacing.nodeNodeBetweenLayers': '64' } : {};
  return { id: 'root', layoutOptions: { ...options, ...gap }, children, edges };
}

function toView(sketch: Sketch, root: ElkNode): View {
  const rects = new Map<string, Rect>();
  const visit = (node: ElkNode): void => {
    rects.set(node.id, { x: round(node.x), y: round(node.y), width: round(node.width), height: round(node.height) });
    node.children?.forEach(visit);
  };
  visit(root);
  const edges = new Map((root.edges ?? []).map((edge) => [edge.id, edge]));
  const frames = [...new Set(sketch.boxes.flatMap((box) => (box.frame === undefined ? [] : [box.frame])))];
  return {
    id: sketch.id,
    width: round(root.width),
    height: round(root.height),
    boxes: sketch.boxes.map(({ frame: _frame, ...box }): Box => ({ ...box, ...rects.get(box.key)! })),
    frames: frames.map((group): Frame => ({ group, ...rects.get(groupKey(group))! })),
    lines: sketch.lines.map((line, index): Line => ({ ...line, points: pointsOf(edges.get(`e${index}`)) })),
  };
}

function pointsOf(edge: ElkExtendedEdge | undefined): number[] {
  const section = edge?.sections?.[0];
  if (section === undefined) return [];
  return straighten([section.startPoint, ...(section.bendPoints ?? []), section.endPoint]).flatMap(({ x, y }) => [x, y]);
}

/** Where a line crosses a frame the engine may be off by less than a pixel, which would draw a slant. */
function straighten(points: readonly Point[]): Point[] {
  const straight: Point[] = [];
  for (const point of points) {
    const before = straight.at(-1);
    const x = before !== undefined && Math.abs(before.x - point.x) < 1 ? before.x : round(point.x);
    const y = before !== undefined && Math.abs(before.y - point.y) < 1 ? before.y : round(point.y);
    straight.push({ x, y });
  }
  return straight;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const round = (value: number | undefined): number => Math.round((value ?? 0) * 10) / 10;
