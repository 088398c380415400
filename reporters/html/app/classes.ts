import { componentKey, groupKey } from '../../layout/view.js';
import type { Model } from './model.js';
import type { Scene } from './scene.js';

/** Highlight classes by element: what is failed, lost, degraded, on the path; everything else fades. Nothing when nothing is selected. */
export function highlightClasses(model: Model, scene: Scene): ReadonlyMap<string, string> {
  const classes = new Map<string, string>();
  const highlight = scene.highlight;
  if (highlight === undefined) return classes;
  // The surroundings of a component were asked for: they are not faded, whatever the failure does to them.
  const rest = scene.focused ? 'near' : 'faded';
  for (const box of scene.boxes) {
    const ids = box.component === undefined ? model.groups.get(box.group!)!.components : [box.component];
    const is = (set: { has(id: string): boolean }) => ids.some((id) => set.has(id));
    if (highlight.failed !== undefined && ids.includes(highlight.failed)) classes.set(box.key, 'failed');
    else if (is(highlight.lost)) classes.set(box.key, 'lost');
    else if (is(highlight.degraded)) classes.set(box.key, 'degraded');
    else classes.set(box.key, is(highlight.near) ? 'near' : rest);
  }
  for (const line of scene.lines) {
    const dependencies = line.dependencies.map((index) => model.data.graph.dependencies[index]!);
    const carries = dependencies.some((dependency) => highlight.carries(dependency));
    classes.set(line.id, carries ? 'carries' : dependencies.some((dependency) => highlight.relates(dependency)) ? 'near' : rest);
  }
  return classes;
}

/** The box in which a component is drawn: its own, or its closed group's. */
export function keyOf(model: Model, scene: Scene, component: string): string | undefined {
  const own = componentKey(component);
  if (scene.boxes.some((box) => box.key === own)) return own;
  const group = model.groupOf(component);
  const closed = group === undefined ? undefined : groupKey(group.id);
  return scene.boxes.some((box) => box.key === closed) ? closed : undefined;
}
