import type { Model } from './model.js';

export interface Hit {
  readonly kind: 'component' | 'group' | 'finding';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

/** Names that begin with the words first, then names that contain them, then other text; each in the data's own order. */
export function searchFor(model: Model, text: string): Hit[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const ranked: { readonly hit: Hit; readonly rank: number }[] = [];
  const consider = (hit: Hit, name: string, more: readonly (string | undefined)[]): void => {
    const lower = name.toLowerCase();
    const everything = [lower, ...more.map((part) => part?.toLowerCase() ?? '')].join('\n');
    if (!words.every((word) => everything.includes(word))) return;
    ranked.push({ hit, rank: lower === words[0] ? 0 : lower.startsWith(words[0]!) ? 1 : lower.includes(words[0]!) ? 2 : 3 });
  };
  for (const { id, name, kind, technology, aliases } of model.data.graph.components) {
    const group = model.groupOf(id)?.name;
    consider({ kind: 'component', id, title: name, detail: [technology ?? kind, group].filter(Boolean).join(', ') }, name, [technology, kind, group, ...aliases]);
  }
  for (const { id, name, components } of model.data.pictures.groups)
    if (model.views.has(`group:${id}`)) consider({ kind: 'group', id, title: name, detail: `${model.data.pictures.by}, ${components.length} components` }, name, []);
  for (const { fingerprint, rule, message, severity } of model.data.findings) consider({ kind: 'finding', id: fingerprint, title: rule, detail: `${severity}: ${message}` }, rule, [message]);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ hit }) => hit);
}
