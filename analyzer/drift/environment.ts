import type { Environment } from '../graph/document.js';
import type { Side } from './side.js';

/** The part of a side that one environment deploys, which is in these stacks. What belongs to no stack (code) belongs to each. */
export function environmentSide(side: Side, environment: Environment, stacks: readonly string[]): Side {
  const ids = new Set(stacks);
  const others = new Set(side.graph.stacks.filter(({ id, kind }) => kind !== 'code' && !ids.has(id)).map(({ id }) => id));
  const narrowed = <T extends { readonly stacks: readonly string[] }>(rows: readonly T[]): readonly T[] =>
    rows.flatMap((row) => (row.stacks.length > 0 && row.stacks.every((stack) => others.has(stack)) ? [] : [{ ...row, stacks: row.stacks.filter((stack) => !others.has(stack)) }]));
  const here = ({ stack }: { readonly stack?: string }): boolean => stack === undefined || !others.has(stack);
  const components = narrowed(side.graph.components).map((one) => {
    const { entry, ...rest } = one;
    const entered = entry?.stacks.filter((stack) => !others.has(stack)) ?? [];
    return entry && entered.length > 0 ? { ...rest, entry: { ...entry, stacks: entered } } : rest;
  });
  const settings = side.graph.settings.filter(here);
  return {
    ...side, source: 'environment', label: environment,
    graph: { ...side.graph, stacks: side.graph.stacks.filter(({ id }) => !others.has(id)), components, dependencies: narrowed(side.graph.dependencies), settings },
    findings: side.findings.filter(here),
  };
}
