import type { Trend } from '../../analyzer/drift/trend.js';
import { printJson } from '../json.js';

/** The trend as it is, `schemas/trend.schema.json`. */
export const json = (trend: Trend): string => printJson(trend);
