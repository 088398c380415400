import { printJson } from '../json.js';
import type { DriftReport } from './options.js';

/** The comparison as it is, `schemas/drift.schema.json`. */
export const json = ({ drift }: DriftReport): string => printJson(drift);
