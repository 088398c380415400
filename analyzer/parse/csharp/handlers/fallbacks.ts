import type { FallbackFact } from '../../../facts/types.js';
import { ancestorOfType, placeOf, type SourceNode } from '../../source/index.js';
import { reachesFrom, type Steps } from '../../source/reach.js';
import { isInside, softHandler } from '../../source/program/index.js';
import type { Code } from './reach.js';

/** What a `catch` asks in the place of a call that failed: what it returns or assigns. */
export function fallbacksOf({ program, modules, clients }: Code, steps: Steps<SourceNode, SourceNode>, root: string): FallbackFact[] {
  const byFile = new Map(modules.map((module) => [module.path, module]));
  const sites = clients.flatMap(({ fact, nodes, construction }) => nodes.filter((node) => node !== construction).map((node) => ({ client: fact.id, node })));
  return sites.flatMap(({ client, node }): FallbackFact[] => {
    const module = byFile.get(node.source.file);
    const handler = module && softHandler(program, { node, module });
    if (!handler) return [];
    const reaches = reachesFrom(handler, { ...steps, calls: (code) => (code === handler ? steps.calls(code).filter((call) => isAnswer(call, handler)) : steps.calls(code)) });
    return reaches.length === 0 ? [] : [{ kind: 'fallback', package: root, at: placeOf(handler), of: { client, at: placeOf(node) }, reaches }];
  });
}

/** Its value is used: not a call that only logs or counts the failure. */
function isAnswer(call: SourceNode, handler: SourceNode): boolean {
  const taker = ancestorOfType(call, 'return_statement', 'assignment_expression', 'variable_declaration');
  return taker !== undefined && isInside(taker, handler);
}
