import type { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import type { Library, Operation } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { madeAt } from '../evaluate/reference.js';
import type { Call } from '../evaluate/value.js';
import type { Program } from '../program.js';
import { walk } from '../source/syntax.js';
import { matchReference, type Match } from './match.js';
import { addressVariants, type Address } from './variants.js';

/** An instance that code makes, and each address that it is made with. */
export interface Instance {
  readonly library: Library;
  readonly made: Call;
  readonly addresses: readonly Address[];
}

/** An operation in code, with the instance that it is called on. */
export interface Use {
  readonly library: Library;
  readonly operation: Operation;
  readonly name: string;
  readonly call: Call;
  readonly instance: ts.Node | undefined;
  /** Addresses of the instance as this use sees it, by key; none: any of the instance's. */
  readonly seen: readonly string[];
}

export interface Collected {
  readonly instances: ReadonlyMap<ts.Node, Instance>;
  readonly uses: readonly Use[];
}

export const addressKey = (targets: readonly Template[]): string => JSON.stringify(targets);

/** Every client and operation in the files that the program looks at. */
export function collect(program: Program): Collected {
  const known = collected.get(program) ?? collectIn(program);
  collected.set(program, known);
  return known;
}

const collected = new WeakMap<Program, Collected>();

function collectIn(program: Program): Collected {
  const made = new Map<ts.Node, { library: Library; calls: Call[] }>();
  const uses: { match: Match; call: Call }[] = [];
  for (const { source } of program.modules) {
    walk(source, (node) => {
      const match = matchAt(program.context, node);
      if (!match) return;
      if (match.made) addCall(made, match.library, match.made);
      if (match.operation) uses.push({ match, call: match.operation.call });
    });
  }
  const instances = new Map([...made].map(([node, { library, calls }]) => [node, { library, made: calls[0]!, addresses: addressVariants(program.context, library, calls) }]));
  return { instances, uses: uses.map(({ match }) => useOf(program.context, match)) };
}

function matchAt(context: Context, node: ts.Node): Match | undefined {
  const made = madeAt(context, node);
  return made && matchReference(context, made.reference);
}

function addCall(made: Map<ts.Node, { library: Library; calls: Call[] }>, library: Library, call: Call): void {
  const known = made.get(call.call);
  if (!known) made.set(call.call, { library, calls: [call] });
  else if (!known.calls.some((c) => c.frame === call.frame)) known.calls.push(call);
}

function useOf(context: Context, match: Match): Use {
  const operation = match.operation!;
  const own = match.made && !match.made.injected ? addressVariants(context, match.library, [match.made]) : [];
  return { library: match.library, operation: operation.spec, name: operation.name, call: operation.call, instance: match.made?.call, seen: own.map((a) => a.key) };
}
