import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { FallbackFact } from '../../facts/types.js';
import type { Client } from './engine/facts.js';
import { reachedFrom } from './engine/reach.js';
import { softAt } from './engine/soft.js';
import { signature } from './evaluate/value.js';
import type { Program } from './program.js';
import { moduleOf, placeOf } from './source/module.js';
import { isFunctionNode, walk } from './source/syntax.js';

/** What other clients are asked in the place of a call that failed. */
export function fallbacksOf(program: Program, clients: readonly Client[]): FallbackFact[] {
  const reach = reachedFrom(program, clients);
  const broken = breakerFallbacks(program);
  const facts = clients.flatMap((client) =>
    client.operations.flatMap((call) => {
      const soft = softAt(call);
      return [...(soft ? [{ at: soft, answers: answersIn(soft) }] : []), ...broken(call)].map(({ at, answers }): FallbackFact => ({ kind: 'fallback', package: program.tree.manifests.of(moduleOf(call))?.root ?? '.', at: placeOf(at), of: { client: client.fact.id, at: placeOf(call) }, reaches: reach(answers) }));
    }),
  );
  return facts.filter(({ reaches }) => reaches.length > 0).sort((a, b) => comparePlaces(a.of.at, b.of.at) || comparePlaces(a.at, b.at));
}

interface Answer {
  readonly at: ts.Node;
  /** Expressions whose value is used instead. */
  readonly answers: readonly ts.Node[];
}

/** What a catch clause or handler returns or puts into variables. Other calls in it only tell of the failure. */
function answersIn(soft: ts.Node): readonly ts.Node[] {
  if (ts.isArrowFunction(soft) && !ts.isBlock(soft.body)) return [soft.body];
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== soft && isFunctionNode(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    else if (ts.isVariableDeclaration(node) && node.initializer) found.push(node.initializer);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) found.push(node.right);
    else ts.forEachChild(node, visit);
  };
  visit(soft);
  return found;
}

/** opossum: `const breaker = new CircuitBreaker(run, options); breaker.fallback(instead)`. */
function breakerFallbacks(program: Program): (call: ts.Node) => readonly Answer[] {
  const byAction = new Map<ts.Node, Answer[]>();
  for (const { source } of program.modules)
    if (source.text.includes('opossum'))
      walk(source, (node) => {
        if (!ts.isCallExpression(node) || !node.arguments[0]) return;
        const value = program.context.value(node, program.context.root);
        if (value.kind !== 'reference' || value.package !== 'opossum' || signature(value) !== '().fallback()') return;
        const [made] = value.steps;
        const [action, instead] = [made && 'call' in made ? made.arguments[0] : undefined, node.arguments[0]].map((given) => given && program.context.value(given, program.context.root));
        if (action?.kind === 'function' && instead?.kind === 'function') byAction.set(action.node, [...(byAction.get(action.node) ?? []), { at: node, answers: [instead.node] }]);
      });
  return (call) => {
    const found: Answer[] = [];
    for (let up: ts.Node | undefined = call; up; up = up.parent) found.push(...(byAction.get(up) ?? []));
    return found;
  };
}
