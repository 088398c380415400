import { ts } from 'ts-morph';
import { showTemplate } from '../../../facts/template.js';
import type { ClientSetting } from '../../../facts/types.js';
import type { Context } from '../evaluate/context.js';
import { isFunctionNode, type FunctionNode } from '../source/syntax.js';
import { layersAround } from './surround.js';

/** A function that is called by one that is called by ... so many callers up. */
const MAX_CALLERS = 3;

/**
 * Retries around retries: a call that is repeated in a function that its caller repeats, too, or that a wrapper repeats beside the
 * client itself. `own` is what the client repeats by itself. Gives `outerRetries`, in all layers but the innermost, and that
 * one as `retriesOnCall`; nothing where there is at most one layer.
 */
export function nestedRetries(context: Context, uses: readonly ts.Node[], own: ClientSetting | undefined): ClientSetting[] {
  const stacks = uses.map((use) => [...(own && countOf(own) > 0 ? [own] : []), ...retriesAround(context, use, own !== undefined && countOf(own) > 0)]);
  const worst = stacks.reduce<readonly ClientSetting[]>((most, stack) => (attemptsOf(stack) > attemptsOf(most) ? stack : most), []);
  const [inner, ...outer] = worst;
  if (!inner || outer.length === 0) return [];
  return [inner, { name: 'outerRetries', value: outer.length === 1 ? outer[0]!.value : { value: attemptsOf(outer) - 1, at: outer[0]!.value.at } }];
}

function countOf({ value }: ClientSetting): number {
  if ('value' in value) return typeof value.value === 'number' ? value.value : 0;
  // A variable decides: what holds without it, or at least one.
  const [part] = 'template' in value ? value.template : [];
  const fallback = part && 'fallback' in part ? showTemplate(part.fallback ?? []) : undefined;
  return 'template' in value ? Number(fallback || 1) || 0 : 0;
}

const attemptsOf = (layers: readonly ClientSetting[]): number => layers.reduce((product, layer) => product * (1 + countOf(layer)), 1);

/** The layers that repeat a place, the innermost first; callers are looked at only where something below repeats already. */
function retriesAround(context: Context, node: ts.Node, repeats: boolean, depth = 0): readonly ClientSetting[] {
  const own = layersAround(context, node).flatMap((layer) => layer.filter((setting) => setting.name === 'retriesOnCall' && countOf(setting) > 0));
  const fn = (repeats || own.length > 0) && depth < MAX_CALLERS ? outermost(node) : undefined;
  const callers = fn ? (context.callsOf(fn) ?? []).filter((call) => outermost(call) !== fn) : [];
  const above = callers.map((call) => retriesAround(context, call, true, depth + 1)).reduce<readonly ClientSetting[]>((most, stack) => (attemptsOf(stack) > attemptsOf(most) ? stack : most), []);
  return [...own, ...above];
}

/** The function of the file that a place belongs to, callbacks left out. */
function outermost(node: ts.Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let up: ts.Node | undefined = node.parent; up && !ts.isClassLike(up); up = up.parent) if (isFunctionNode(up)) found = up;
  return found;
}
