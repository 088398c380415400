import type { DriftReporter } from './options.js';

export type { DriftReport, DriftReporter } from './options.js';

export const driftFormats = ['text', 'markdown', 'json', 'sarif', 'html', 'github'] as const;
export type DriftFormat = (typeof driftFormats)[number];

/** Imported when asked for. */
export const driftReporters: Readonly<Record<DriftFormat, () => Promise<DriftReporter>>> = {
  text: async () => (await import('./text.js')).text,
  markdown: async () => (await import('./markdown.js')).markdown,
  json: async () => (await import('./json.js')).json,
  sarif: async () => (await import('./sarif.js')).sarif,
  html: async () => (await import('./html.js')).html,
  github: async () => (await import('./github.js')).github,
};
