import { ancestorOfType, textOf } from '../source/index.js';
import { callsBetween, type Flow, type Stretch } from '../source/flow/index.js';

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
  return [...blocks, ...functions];
}
