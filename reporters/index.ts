import type { Reporter } from './options.js';

export type { Reporter, ReportOptions } from './options.js';

export const formats = ['text', 'json', 'sarif', 'markdown', 'mermaid', 'dot', 'svg', 'html', 'github'] as const;
export type Format = (typeof formats)[number];

/** Imported when asked for: a text run never loads the layout engine. */
export const reporters: Readonly<Record<Format, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.js')).text,
  json: async () => (await import('./json.js')).json,
  sarif: async () => (await import('./sarif.js')).sarif,
  markdown: async () => (await import('./markdown.js')).markdown,
  mermaid: async () => (await import('./mermaid.js')).mermaid,
  dot: async () => (await import('./dot.js')).dot,
  svg: async () => (await import('./svg.js')).svg,
  html: async () => (await import('./html/index.js')).html,
  github: async () => (await import('./github.js')).github,
};
