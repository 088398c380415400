import { ancestorOfType, placeOf, textOf, walk, type SourceNode } from '../source/index.js';
import { abandonedAfter } from '../source/abandoned.js';
import { callsNamed, optionsOf, type Flow, type Use } from '../source/flow/index.js';
import type { ClientSetting } from '../../facts/types.js';

/** `go func() { .. call .. }()`, and a `select` after it that gives up at `time.After(limit)`: nothing tells the call. */
export function abandoned(flow: Flow, { expression }: Use): ClientSetting[] {
  const started = ancestorOfType(expression.node, 'go_statement');
  const fn = started && ancestorOfType(started, 'function_declaration', 'method_declaration', 'func_literal');
  // A context that the call is handed may end with the wait.
  if (!started || !fn || /\bctx\b|[cC]ontext\b/.test(textOf(started))) return [];
  const select = [...walk(fn)].find((node) => node.type === 'select_statement' && node.start >= started.end);
  const limit = select && timer(flow, select);
  return limit === undefined ? [] : abandonedAfter(limit, placeOf(select!));
}

function timer(flow: Flow, select: SourceNode): number | undefined {
  const after = callsNamed(flow.model, 'After').find(({ node }) => node.source === select.source && node.start >= select.start && node.end <= select.end);
  const span = after?.args[0] && optionsOf(flow.value(after.args[0].value, undefined))[0];
  return span?.is === 'duration' ? span.milliseconds : undefined;
}
