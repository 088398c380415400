import type { Environment } from '../../../analyzer/graph/document.js';
import type { State } from './state.js';

/** What a hash must name to be accepted: a link may be older than the page that it opens. */
export interface Known {
  readonly defaults: State;
  readonly views: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
  readonly findings: ReadonlySet<string>;
  readonly environments: ReadonlySet<string>;
}

/** `#node=redis&env=production`; what is as the page opens with is left out. */
export function writeHash(state: State, defaults: State): string {
  const hash = new URLSearchParams();
  if (state.view !== defaults.view) hash.set('view', state.view);
  if (state.node !== undefined) hash.set('node', state.node);
  if (state.line !== undefined) {
    hash.set('from', state.line.from);
    hash.set('to', state.line.to);
  }
  if (state.finding !== undefined) hash.set('finding', state.finding);
  if (state.focus > 0) hash.set('hops', String(state.focus));
  if (state.environment !== undefined) hash.set('env', state.environment);
  if (state.kinds.length > 0) hash.set('kind', state.kinds.join(','));
  if (state.severities.length > 0) hash.set('severity', state.severities.join(','));
  if (state.table) hash.set('table', '1');
  return hash.toString();
}

export function readHash(text: string, known: Known): State {
  const hash = new URLSearchParams(text.replace(/^#/, ''));
  const one = (name: string, among: ReadonlySet<string>) => {
    const value = hash.get(name);
    return value !== null && among.has(value) ? value : undefined;
  };
  const list = (name: string) => (hash.get(name) ?? '').split(',').filter((value) => value !== '');
  const node = one('node', known.components);
  const from = one('from', known.components);
  const to = one('to', known.components);
  const hops = Number(hash.get('hops') ?? 0);
  return {
    ...known.defaults,
    view: one('view', known.views) ?? known.defaults.view,
    node,
    line: from !== undefined && to !== undefined ? { from, to } : undefined,
    finding: one('finding', known.findings),
    focus: node !== undefined && [1, 2, 3].includes(hops) ? hops : 0,
    environment: one('env', known.environments) as Environment | undefined,
    kinds: list('kind'),
    severities: list('severity'),
    table: hash.get('table') === '1',
  } as State;
}
