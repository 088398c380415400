import type { Amplification } from '../../../analyzer/propagation/analysis.js';

export type Hops = Amplification['path'];

/** Chains are alike when the same components multiply by the same numbers. */
export const keyOf = (path: Hops): string => path.map(({ dependency: { from, to }, attempts }) => `${from} ${attempts} ${to}`).join(' ');

/** Layers on one hop alone are the business of stacked-retries. */
export const isOneHop = ({ path, start }: Amplification): boolean => start === undefined && path.filter(({ attempts }) => attempts > 1).length === 1 && path.some(({ layers }) => layers.length > 1);

/** True when the same chain multiplies further down: that end is reported, with this one on its path. */
export const isContinued = (worst: ReadonlyMap<string, Amplification>, path: Hops): boolean =>
  [...worst.values()].some((other) => other.path.length > path.length && keyOf(other.path.slice(0, path.length)) === keyOf(path) && other.path.slice(path.length).some(({ attempts }) => attempts > 1));

/** `4 x 4 x 4`. */
export const product = ({ start, path }: Amplification): string => [...(start ? [start.attempts] : []), ...path.filter(({ attempts }) => attempts > 1).map(({ attempts }) => attempts)].map(rounded).join(' x ');

/** A budget leaves a fraction. */
export const rounded = (attempts: number): number => Math.round(attempts * 10) / 10;
