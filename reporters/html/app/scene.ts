import type { Component, Dependency } from '../../../analyzer/graph/document.js';
import type { Finding } from '../../../analyzer/report/result.js';
import { componentLabel, linesOf, shorten } from '../../layout/label.js';
import { isStore, lineStyle } from '../../layout/marks.js';
import { componentKey, type Box, type Frame, type Line, type Rect, type View } from '../../layout/view.js';
import { focusOn } from './focus.js';
import { highlightOf, type Highlight } from './highlight.js';
import { visibleFindings, worst, type Model } from './model.js';
import type { State } from './state.js';

/** What the graph view draws for a state: elements with positions, words and classes. A pure function of model and state. */
export interface Scene {
  /** Changes exactly when other elements are drawn; classes alone may change under the same name. */
  readonly name: string;
  readonly boxes: readonly SceneBox[];
  readonly frames: readonly (Frame & { readonly label: string })[];
  readonly lines: readonly SceneLine[];
  readonly highlight: Highlight | undefined;
  readonly focused: boolean;
  /** "9 of 12 components", always said. */
  readonly shown: number;
  readonly of: number;
  readonly closed: { readonly groups: number; readonly components: number };
}

export interface SceneBox extends Rect {
  readonly key: string;
  readonly component?: string;
  readonly group?: string;
  readonly label: string;
  /** Components in it. */
  readonly size: number;
  readonly classes: readonly string[];
  /** Findings on it, with the worst severity. */
  readonly findings: number;
  readonly worst?: string;
}

export interface SceneLine extends Line {
  readonly id: string;
  /** How many pairs of components it stands for. */
  readonly count: number;
  readonly classes: readonly string[];
}

export function sceneOf(model: Model, state: State): Scene {
  const graph = model.graph(state.environment);
  const present = new Set(graph.components.filter((component) => state.kinds.length === 0 || state.kinds.includes(component.kind)).map(({ id }) => id));
  const focus = state.focus > 0 && state.node !== undefined ? focusOn(graph, model.data.graph.dependencies, state.node, state.focus) : undefined;
  const view = focus ?? model.views.get(state.view)!;
  const here = new Set(graph.dependencies.filter(({ from, to }) => present.has(from) && present.has(to)));
  const lines = view.lines.map((line) => sceneLine(model, state, line, here)).filter((line) => line !== undefined);
  const visible = new Set(visibleFindings(model, state));
  const boxes = view.boxes.map((box) => sceneBox(model, state, box, present, visible)).filter((box) => box !== undefined);
  const closed = boxes.filter((box) => box.group !== undefined);
  const name = [view.id, state.node !== undefined && state.focus > 0 ? `${state.node}/${state.focus}` : '', state.environment ?? '', [...state.kinds].sort().join()].join('|');
  return {
    name,
    boxes,
    frames: sceneFrames(model, view, boxes),
    lines,
    highlight: highlightOf(model, state),
    focused: focus !== undefined,
    shown: boxes.filter((box) => box.component !== undefined).length,
    of: model.data.graph.components.length,
    closed: { groups: closed.length, components: closed.reduce((sum, box) => sum + box.size, 0) },
  };
}

function sceneBox(model: Model, state: State, box: Box, present: ReadonlySet<string>, visible: ReadonlySet<Finding>): SceneBox | undefined {
  const all = box.component === undefined ? model.groups.get(box.group!)!.components : [box.component];
  const ids = all.filter((id) => present.has(id));
  if (ids.length === 0) return undefined;
  const findings = [...new Set(ids.flatMap((id) => model.findingsOf(id)))].filter((finding) => visible.has(finding));
  const marked = { size: ids.length, findings: findings.length, worst: worst(findings) };
  if (box.component === undefined) {
    const label = `${shorten(model.groups.get(box.group!)!.name)}\n${ids.length} ${ids.length === 1 ? 'component' : 'components'}`;
    return { ...box, ...marked, label, classes: ['closed'] } as SceneBox;
  }
  const component = model.component(box.component)!;
  const marks = model.marks(state.environment);
  const label = linesOf(componentLabel(component, marks.replicas(component))).join('\n');
  return { ...box, ...marked, label, classes: componentClasses(component, marks.single(component)) } as SceneBox;
}

function componentClasses(component: Component, single: boolean): string[] {
  const classes = ['component', component.kind];
  if (isStore(component)) classes.push('store');
  if (component.entry !== undefined) classes.push('entry');
  if (single) classes.push('single');
  return classes;
}

function sceneLine(model: Model, state: State, line: Line, here: ReadonlySet<Dependency>): SceneLine | undefined {
  const kept = line.dependencies.map((index) => model.data.graph.dependencies[index]!).filter((dependency) => here.has(dependency));
  if (kept.length === 0) return undefined;
  const marks = model.marks(state.environment);
  const pairs = new Set(kept.map(({ from, to }) => `${from}\n${to}`)).size;
  const style = lineStyle(kept);
  const between = line.from === componentKey(kept[0]!.from) && line.to === componentKey(kept[0]!.to);
  const classes = [style, ...(line.points.length === 0 ? ['curved'] : []), ...(style === 'solid' && kept.some(marks.withoutTimeout) ? ['no-timeout'] : []), ...(between ? ['pair'] : [])];
  return { ...line, id: `${line.from}\n${line.to}`, count: pairs, classes };
}

function sceneFrames(model: Model, view: View, boxes: readonly SceneBox[]): Scene['frames'] {
  const drawn = new Set(boxes.flatMap((box) => (box.component === undefined ? [] : [model.groupOf(box.component)?.id])));
  return view.frames
    .filter((frame) => drawn.has(frame.group))
    .map((frame) => ({ ...frame, label: shorten(model.groups.get(frame.group)!.name) }));
}
