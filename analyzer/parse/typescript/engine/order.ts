import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import { walk } from '../source/syntax.js';

const has = (layer: readonly ClientSetting[], name: string): ClientSetting | undefined => layer.find((setting) => setting.name === name);

/** Where the breaker stands among what tries again, by layers from the innermost to the outermost. */
export function breakerPosition(layers: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const breaker = layers.findIndex((layer) => has(layer, 'circuitBreaker'));
  const retry = layers.findLastIndex((layer) => has(layer, 'retriesOnCall'));
  if (breaker === -1 || retry === -1 || breaker === retry) return [];
  const inside = breaker < retry;
  return [{ name: 'breakerPosition', value: { value: inside ? 'inside-retry' : 'around-retry', at: has(layers[inside ? retry : breaker]!, inside ? 'retriesOnCall' : 'circuitBreaker')!.value.at } }];
}

/** What stands around the calls of a breaker that is made here: `breaker.fire(x)` of `const breaker = new CircuitBreaker(run)`. */
export function firedIn(made: ts.Node, around: (node: ts.Node) => readonly ClientSetting[]): readonly ClientSetting[] {
  const name = ts.isVariableDeclaration(made.parent) && ts.isIdentifier(made.parent.name) ? made.parent.name.text : undefined;
  if (name === undefined) return [];
  let found: readonly ClientSetting[] = [];
  walk(made.getSourceFile(), (node) => {
    if (found.length > 0 || !ts.isCallExpression(node) || node.expression.getText() !== `${name}.fire`) return;
    const settings = around(node);
    if (has(settings, 'retriesOnCall')) found = settings;
  });
  return found;
}
