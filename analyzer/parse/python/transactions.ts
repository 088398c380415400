import { ancestorOfType, textOf } from '../source/index.js';
import { callsBetween, type Flow, type Func, type Stretch } from '../source/flow/index.js';

/** Django's `transaction.atomic()`, SQLAlchemy's `session.begin()` and `engine.begin()`, asyncpg's `connection.transaction()`. */
const OPENS = /(?:^|\.)(?:transaction\.atomic|atomic|begin|begin_nested|transaction|in_transaction)$/;

/** Blocks that a transaction is open in, and functions that one is put around. */
export function transactions(flow: Flow): readonly Stretch[] {
  const blocks = flow.model.calls.flatMap(({ node, callee }): Stretch[] => {
    const item = ancestorOfType(node, 'with_item');
    const block = item && ancestorOfType(item, 'with_statement');
    if (!block || item.end - node.end > 200 || !textOf(item).startsWith(textOf(node)) || !OPENS.test(textOf(callee.node))) return [];
    return [{ at: node, calls: callsBetween(flow, block, item.end, block.end) }];
  });
  const functions = flow.model.functions.flatMap((fn): Stretch[] => {
    const atomic = fn.decorators.find(({ node }) => /(?:^|\.)atomic(?:\(.*\))?$/s.test(textOf(node)));
    return atomic ? [{ at: atomic.node, calls: callsBetween(flow, fn.node, fn.node.start, fn.node.end) }] : [];
  });
  return [...blocks, ...functions, ...atomicViews(flow)];
}

/** `"ATOMIC_REQUESTS": True`, `DATABASES["default"]["ATOMIC_REQUESTS"] = True`. */
const ATOMIC_REQUESTS = /^[^#\n]*["']ATOMIC_REQUESTS["']\s*(?:\]\s*=|:)\s*True\b/m;

/** Django puts a transaction around each view of a project whose settings ask for it. */
function atomicViews(flow: Flow): Stretch[] {
  const named = [...flow.model.modules.values()].flatMap(({ scope }) => [...scope.bindings.values()].flat());
  const projects = [...new Set(named.map(({ node }) => node.source))].filter(({ text }) => ATOMIC_REQUESTS.test(text)).map(({ file }) => parentOf(parentOf(file)));
  return flow.model.functions
    .filter((fn) => projects.some((root) => fn.node.source.file.startsWith(root)) && isView(fn))
    .map((fn) => ({ at: fn.node, calls: callsBetween(flow, fn.node, fn.node.start, fn.node.end) }));
}

/** A function or a method of a class that takes a request first; middleware's `process_*` and signal handlers do, too. */
function isView({ name, params, decorators }: Func): boolean {
  if (params[0]?.name !== 'request' || /^_|^process_/.test(name)) return false;
  return !decorators.some(({ node }) => /non_atomic_requests/.test(textOf(node)));
}

const parentOf = (path: string): string => path.replace(/[^/]*\/?$/, '');
