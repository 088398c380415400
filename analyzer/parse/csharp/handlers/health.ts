import type { HandlerFact } from '../../../facts/types.js';
import { placeOf, textOf, type SourceNode } from '../../source/index.js';
import { reachesFrom, type Steps } from '../../source/reach.js';
import { callAt, chainAfter, find, isInside, onlyText, type Module } from '../../source/program/index.js';
import { storeOf, type Code } from './reach.js';
import { joinPath } from './routes.js';

export const HEALTH_MARKS = /\bAddHealthChecks\b|\b(?:Map|Use)HealthChecks\b|\bIHealthCheck\b/;

type Reach = HandlerFact['reaches'][number];

interface Check {
  readonly name: string | undefined;
  readonly tags: readonly string[];
  readonly reaches: readonly Reach[];
}

/** `MapHealthChecks("/health")`: answered by the registered checks that its predicate lets through. */
export function healthHandlers(code: Code, steps: Steps<SourceNode, SourceNode>, root: string): HandlerFact[] {
  const { program, modules } = code;
  const checks = modules.flatMap((module) => module.calls.filter((node) => nameOf(node, code) === 'AddHealthChecks').flatMap((node) => registered(node, module).map((call) => checkOf(call, module, code, steps))));
  return modules.flatMap((module) => module.calls.flatMap((node): HandlerFact[] => {
    if (!/^(?:Map|Use)HealthChecks$/.test(nameOf(node, code) ?? '')) return [];
    const path = textAt(node, 0, module, code);
    if (path === undefined) return [];
    const chosen = chosenBy(find(program, { node, module }, 'Predicate'), checks);
    return [{ kind: 'handler', package: root, method: 'GET', path: joinPath(path), at: placeOf(node), reaches: unique(chosen.flatMap(({ reaches }) => reaches)) }];
  }));

  /** What follows in the chain, and what is added to the variable that holds it. */
  function registered(node: SourceNode, module: Module): readonly SourceNode[] {
    const later = module.calls.filter((call) => {
      const expression = callAt(program, call);
      const from = expression?.kind === 'call' && expression.receiver && program.dialect.read(expression.receiver).kind === 'name' ? program.values.origin(expression.receiver, module) : undefined;
      return from !== undefined && (from.node === node || isInside(node, from.node)) && !isInside(node, call);
    });
    return [...chainAfter(program, node), ...later.flatMap((call) => [call, ...chainAfter(program, call)])];
  }
}

function checkOf(node: SourceNode, module: Module, { program, clients }: Code, steps: Steps<SourceNode, SourceNode>): Check {
  const call = callAt(program, node);
  const site = { node, module };
  const types = call?.kind === 'call' ? call.types : [];
  const name = textFound(find(program, site, 'name'), { program }) ?? (call?.kind === 'call' && /^AddCheck/.test(call.name) ? textAt(node, 0, module, { program }) : undefined);
  const tags = [find(program, site, 'tags'), ...(call?.arguments ?? []).filter(({ value }) => /^(?:new\s*(?:string)?\s*\[\]|\[)/.test(textOf(value))).map(({ value }) => ({ value, module }))].flatMap((found) => (found && 'value' in found ? [...textOf(found.value).matchAll(/"([^"\n]{1,60})"/g)].map((match) => match[1]!) : []));
  const own = clients.filter(({ nodes }) => nodes.includes(node)).map(({ fact: { id } }): Reach => ({ client: id, path: [placeOf(node)] }));
  const context = call?.kind === 'call' && call.name === 'AddDbContextCheck' ? types.flatMap((type) => storeOf(type, ['DbContext'], { program, clients })).map((client): Reach => ({ client, path: [placeOf(node)] })) : [];
  const bodies = call?.kind === 'call' && call.name === 'AddCheck' ? types.flatMap((type) => (program.declaring(type, module)?.functions.get('CheckHealthAsync') ?? []).filter(({ owner }) => owner === type)) : [];
  return { name, tags, reaches: [...own, ...context, ...bodies.flatMap((body) => reachesFrom(body.node, steps))] };
}

/** No predicate lets all through. Of one that is not understood nobody knows. */
function chosenBy(predicate: ReturnType<typeof find>, checks: readonly Check[]): readonly Check[] {
  if (!predicate || !('value' in predicate)) return checks;
  const text = textOf(predicate.value);
  if (/=>\s*true\b/.test(text)) return checks;
  const tag = /=>\s*\(?\s*\w+\.Tags\.Contains\(\s*"([^"]{1,60})"\s*\)\s*\)?$/.exec(text)?.[1];
  const name = /=>\s*\(?\s*\w+\.Name(?:\s*==\s*|\.(?:Equals|Contains)\(\s*)"([^"]{1,60})"\s*\)?\s*\)?$/.exec(text)?.[1];
  return tag !== undefined ? checks.filter(({ tags }) => tags.includes(tag)) : name !== undefined ? checks.filter((check) => check.name === name) : [];
}

const nameOf = (node: SourceNode, { program }: Pick<Code, 'program'>): string | undefined => {
  const call = callAt(program, node);
  return call?.kind === 'call' ? call.name : undefined;
};

const textAt = (node: SourceNode, index: number, module: Module, code: Pick<Code, 'program'>): string | undefined => textFound(find(code.program, { node, module }, index), code);

const textFound = (found: ReturnType<typeof find>, { program }: Pick<Code, 'program'>): string | undefined => (found && 'value' in found ? onlyText(program.values.texts(found.value, found.module)) : undefined);

const unique = (all: readonly Reach[]): Reach[] => [...new Map(all.map((reach) => [reach.client, reach])).values()];
