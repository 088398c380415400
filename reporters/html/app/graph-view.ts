import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from 'cytoscape';
import { highlightClasses, keyOf } from './classes.js';
import { graphStyle, readPalette } from './graph-style.js';
import { lineData } from './line-data.js';
import { middleOf } from '../../layout/view.js';
import type { Model } from './model.js';
import type { Scene, SceneBox, SceneLine } from './scene.js';
import type { State } from './state.js';

export interface GraphView {
  /** Draws the scene; `follow` moves the picture so that what is highlighted can be read. */
  draw(scene: Scene, state: State): void;
  fit(): void;
  zoom(factor: number): void;
  /** The box nearest to the selected one in a direction, for the arrow keys. */
  towards(from: string | undefined, direction: 'left' | 'right' | 'up' | 'down'): string | undefined;
  /** Outlines a closed group, which cannot be selected. */
  point(key: string | undefined): void;
}

export interface Handlers {
  component(id: string): void;
  group(id: string): void;
  frame(id: string): void;
  line(from: string, to: string): void;
  background(): void;
}

const padding = 14;
/** Above this a label is larger than the page's own text. */
const largestZoom = 1.25;
/** Below this a label is too small to read. */
const readableZoom = 0.8;
const highlightNames = 'faded near failed lost degraded carries chosen';

/** Cytoscape with positions given: it only draws. It holds no state but what was drawn last. */
export function createGraphView(container: HTMLElement, model: Model, handlers: Handlers): GraphView {
  const cy = cytoscape({ container, style: graphStyle(readPalette()), minZoom: 0.05, maxZoom: 3, autoungrabify: true, boxSelectionEnabled: false });
  listen(cy, handlers);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => cy.style(graphStyle(readPalette())));
  let drawn: string | undefined;
  let last: string | undefined;
  const frame = frameFor(cy, container);
  return {
    draw(scene, state) {
      const elements = JSON.stringify([scene.name, scene.boxes.map((box) => [box.findings, box.worst])]);
      cy.batch(() => {
        if (elements !== drawn) {
          cy.elements().remove();
          cy.add(elementsOf(scene));
        }
        applyHighlight(cy, model, scene, state);
      });
      frame.arrange(scene.name !== last);
      drawn = elements;
      last = scene.name;
    },
    fit: () => frame.arrange(true),
    zoom: frame.zoom,
    towards: (from, direction) => towards(cy, from, direction),
    point: (key) => void (key !== undefined && cy.getElementById(key).addClass('chosen')),
  };
}

/** What part is seen. Who moved the picture by hand keeps the place until another picture comes. */
function frameFor(cy: Core, container: HTMLElement) {
  let touched = false;
  const arrange = (again: boolean): void => {
    touched &&= !again;
    if (!touched) show(cy);
  };
  cy.on('scrollzoom dragpan pinchzoom', () => (touched = true));
  new ResizeObserver(() => {
    cy.resize();
    arrange(false);
  }).observe(container);
  const zoom = (factor: number): void => {
    touched = true;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  };
  return { arrange, zoom };
}

function listen(cy: Core, handlers: Handlers): void {
  cy.on('tap', (event) => {
    if (event.target === cy) return handlers.background();
    const data = event.target.data() as Record<string, string | undefined>;
    if (data['component'] !== undefined) handlers.component(data['component']);
    else if (data['frame'] !== undefined) handlers.frame(data['frame']);
    else if (data['group'] !== undefined) handlers.group(data['group']);
    else if (data['from'] !== undefined) handlers.line(data['from'], data['to']!);
  });
  const cursor = (style: string) => () => void (cy.container()!.style.cursor = style);
  cy.on('mouseover', 'node, edge', cursor('pointer'));
  cy.on('mouseout', 'node, edge', cursor('default'));
}

/** All of it where that can be read, else what is highlighted; never so large that labels shout. */
function show(cy: Core): void {
  cy.fit(undefined, padding);
  const struck = cy.elements('.failed, .lost, .degraded, .chosen, .carries');
  // What a component needs can be far away; it counts only where nothing else is to be seen.
  const highlighted = cy.elements('.lost, .carries').nonempty() ? struck : struck.union(cy.nodes('.near'));
  const partial = cy.nodes('.faded').nonempty() && highlighted.nonempty();
  if (cy.zoom() < readableZoom && partial) cy.fit(highlighted, 2 * padding);
  if (cy.zoom() <= largestZoom) return;
  cy.zoom(largestZoom);
  cy.center(partial && cy.extent().w < cy.elements().boundingBox().w ? highlighted : undefined);
}

function elementsOf(scene: Scene): ElementDefinition[] {
  const places = new Map(scene.boxes.map((box) => [box.key, box]));
  return [
    ...scene.frames.flatMap((frame): ElementDefinition[] => [
      { data: { id: `f/${frame.group}`, width: frame.width, height: frame.height }, position: centre(frame), classes: 'frame' },
      { data: { id: `l/${frame.group}`, frame: frame.group, label: `− ${frame.label}`, width: 1, height: 1 }, position: { x: frame.x + 8, y: frame.y + 15 }, classes: 'frame-label' },
    ]),
    ...scene.boxes.map((box): ElementDefinition => ({
      data: { id: box.key, component: box.component, group: box.group, label: box.group === undefined ? box.label : `+ ${box.label}`, width: box.width, height: box.height },
      position: centre(box),
      classes: box.classes.join(' '),
    })),
    ...scene.boxes.filter((box) => box.findings > 0).map(badge),
    ...scene.lines.filter((line) => line.count > 1).map(number),
    ...scene.lines.map((line) => ({ data: lineData(line, places.get(line.from)!, places.get(line.to)!), classes: [...line.classes, ...(line.points.length === 4 ? ['straight'] : [])].join(' ') })),
  ];
}

const centre = (rect: { x: number; y: number; width: number; height: number }) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

function badge(box: SceneBox): ElementDefinition {
  return { data: { id: `b/${box.key}`, of: box.key, label: String(box.findings), width: 17, height: 17 }, position: { x: box.x + box.width - 3, y: box.y + 2 }, classes: `badge ${box.worst ?? ''}` };
}

const number = (line: SceneLine): ElementDefinition => ({ data: { id: `n/${line.id}`, of: line.id, label: `×${line.count}`, width: 22, height: 14 }, position: middleOf(line.points), classes: 'number' });

function applyHighlight(cy: Core, model: Model, scene: Scene, state: State): void {
  cy.elements().removeClass(highlightNames);
  cy.remove('node.step');
  for (const [id, name] of highlightClasses(model, scene)) cy.getElementById(id).addClass(name);
  cy.nodes('.badge, .number').forEach((element) => {
    if (cy.getElementById(element.data('of') as string).hasClass('faded')) element.addClass('faded');
  });
  if (state.node !== undefined) cy.getElementById(keyOf(model, scene, state.node) ?? '').addClass('chosen');
  const numbers = new Map<string, number[]>();
  scene.highlight?.steps.forEach((id, index) => {
    const key = keyOf(model, scene, id);
    if (key !== undefined) numbers.set(key, [...(numbers.get(key) ?? []), index + 1]);
  });
  for (const box of scene.boxes) {
    const label = numbers.get(box.key)?.[0];
    if (label !== undefined) cy.add({ data: { id: `s/${box.key}`, label: String(label), width: 19, height: 19 }, position: { x: box.x + 3, y: box.y + 2 }, classes: 'badge step' });
  }
}

function towards(cy: Core, from: string | undefined, direction: 'left' | 'right' | 'up' | 'down'): string | undefined {
  const nodes = cy.nodes('.component, .closed');
  const at = from === undefined ? undefined : cy.getElementById(from);
  if (at === undefined || at.empty()) return (nodes.sort((a, b) => placeOf(a).x - placeOf(b).x || placeOf(a).y - placeOf(b).y)[0] as NodeSingular | undefined)?.id();
  const origin = placeOf(at as unknown as NodeSingular);
  const [along, across] = direction === 'left' || direction === 'right' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  let best: { readonly id: string; readonly cost: number } | undefined;
  nodes.forEach((node) => {
    const forward = sign * (placeOf(node)[along] - origin[along]);
    const cost = forward + 2 * Math.abs(placeOf(node)[across] - origin[across]);
    if (node.id() !== from && forward > 4 && (best === undefined || cost < best.cost)) best = { id: node.id(), cost };
  });
  return best?.id;
}

const placeOf = (node: NodeSingular) => node.position();
