import { comparePlaces } from '../../facts/place.js';
import type { ClientFact } from '../../facts/types.js';
import { isKept } from '../kept.js';
import { textOf, type SourceNode } from './node.js';
import { reachesFrom, type Steps } from './reach.js';

/** Code that runs for each request or message. */
export interface Entry<Code> {
  readonly each: 'request' | 'message';
  readonly code: Code;
}

export type MadeFor = NonNullable<ClientFact['madeFor']>;

/** Steps over code, whose `clients` are those that a call constructs. */
export interface MakingSteps<Code extends object, Call> extends Steps<Code, Call> {
  node(call: Call): SourceNode;
}

/** Which clients are constructed again for each request or message, by their ids; of several ways the shortest. */
export function madeFor<Code extends object, Call>(entries: readonly Entry<Code>[], steps: MakingSteps<Code, Call>): ReadonlyMap<string, MadeFor> {
  const kept = new Map<SourceNode, boolean>();
  const isKeptHere = (node: SourceNode): boolean => {
    const seen = kept.get(node) ?? isKeptAt(node);
    kept.set(node, seen);
    return seen;
  };
  const anew: Steps<Code, Call> = { ...steps, calls: (code) => steps.calls(code).filter((call) => (steps.clients(call).length > 0 || steps.callees(call).length > 0) && !isKeptHere(steps.node(call))) };
  const found = new Map<string, MadeFor>();
  for (const { each, code } of entries)
    for (const { client, path } of reachesFrom(code, anew)) {
      const known = found.get(client);
      if (known === undefined || path.length < known.path.length || (path.length === known.path.length && comparePlaces(path[0]!, known.path[0]!) < 0)) found.set(client, { each, path });
    }
  return found;
}

const FUNCTIONS = /^(?:function_definition|lambda|function_declaration|method_declaration|func_literal|constructor_declaration|compact_constructor_declaration|secondary_constructor|lambda_expression|lambda_literal|anonymous_function|anonymous_method_expression|local_function_statement|accessor_declaration)$/;
const LITERALS = /^(?:lambda|func_literal|lambda_expression|lambda_literal|anonymous_function|anonymous_method_expression)$/;
const CONSTRUCTORS = /^(?:constructor_declaration|compact_constructor_declaration|secondary_constructor)$/;
const BLOCKS = /^(?:block|module|statements|statement_list|constructor_body|class_body|declaration_list|function_body|source_file|program|compilation_unit|switch_section|switch_block_statement_group)$/;

/** Kept where it is made, or by what the functions around it are handed to: `Lazy<..>(() => new MongoClient(url))`. */
function isKeptAt(call: SourceNode): boolean {
  for (let node: SourceNode | undefined = call; node; ) {
    const around = functionAround(node);
    const whole = around?.parent?.type === 'decorated_definition' ? around.parent : around;
    const { text } = node.source;
    const start = statementOf(node, around).start;
    const constructs = around !== undefined && CONSTRUCTORS.test(around.type) ? 'bare' : around === undefined || /^(?:async )?def __init__\b/.test(textOf(around).slice(0, 40)) ? 'this' : undefined;
    if (isKept({ before: text.slice(start, node.start), earlier: whole ? text.slice(whole.start, start) : '', inside: whole ? textOf(whole) : '', constructs })) return true;
    if (!around || !LITERALS.test(around.type)) return false;
    node = around;
  }
  return false;
}

function functionAround(node: SourceNode): SourceNode | undefined {
  let up = node.parent;
  while (up && !FUNCTIONS.test(up.type)) up = up.parent;
  return up;
}

function statementOf(node: SourceNode, around: SourceNode | undefined): SourceNode {
  let statement = node;
  while (statement.parent && statement.parent !== around && !BLOCKS.test(statement.parent.type)) statement = statement.parent;
  return statement;
}
