import type { Trend } from '../../analyzer/drift/trend.js';
import type { ReportOptions } from '../options.js';

export type TrendReporter = (trend: Trend, options: ReportOptions) => string;

export const trendFormats = ['text', 'json', 'html'] as const;
export type TrendFormat = (typeof trendFormats)[number];

export const trendReporters: Readonly<Record<TrendFormat, () => Promise<TrendReporter>>> = {
  text: async () => (await import('./text.js')).text,
  json: async () => (await import('./json.js')).json,
  html: async () => (await import('./html.js')).html,
};
