import type { DriftReporter } from './options.js';

export type { DriftReport, DriftReporter } from './options.js';

export const driftFormats = ['text', 'json'] as const;
export type DriftFormat = (typeof driftFormats)[number];

/** Imported when asked for. */
export const driftReporters: Readonly<Record<DriftFormat, () => Promise<DriftReporter>>> = {
  text: async () => (await import('./text.js')).text,
  json: async () => (await import('./json.js')).json,
};
