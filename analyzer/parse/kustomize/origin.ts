import type { YamlNode } from '../yaml/index.js';
import type { Resource } from './resource.js';
import { mapIn, removeEntry, setEntry, textNode, valueAt } from './tree.js';

const ORIGIN = 'config.kubernetes.io/origin';

/** `buildMetadata: [originAnnotations]`: each object says which file it comes from. */
export function markOrigin(resource: Resource, path: string, at: YamlNode): void {
  setEntry(mapIn(mapIn(resource.root, 'metadata', at), 'annotations', at), ORIGIN, textNode(`path: ${path}\n`, at));
}

/** What a generator makes comes from the kustomization that has it. */
export function markGenerated(resource: Resource, kustomization: string, kind: string, at: YamlNode): void {
  setEntry(mapIn(mapIn(resource.root, 'metadata', at), 'annotations', at), ORIGIN, textNode(`configuredIn: ${kustomization}\nconfiguredBy:\n  apiVersion: builtin\n  kind: ${kind}\n`, at));
}

/** Paths are told from the overlay that is built. */
export function relativeOrigins(resources: readonly Resource[], folder: string): void {
  for (const { root } of resources) {
    const annotations = valueAt(root, 'metadata', 'annotations');
    const origin = valueAt(annotations, ORIGIN);
    if (origin?.type === 'scalar' && annotations?.type === 'map') {
      const [, field, path] = /^(path|configuredIn): (.*)\n/.exec(origin.text) ?? [];
      if (path === undefined) removeEntry(annotations, ORIGIN);
      else {
        const text = origin.text.replace(`${field}: ${path}`, () => `${field}: ${relative(folder, path)}`);
        Object.assign(origin, { text, value: text });
      }
    }
  }
}

function relative(folder: string, path: string): string {
  const from = folder === '.' ? [] : folder.split('/');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
