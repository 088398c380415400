import type { ClientSetting } from '../../../facts/types.js';
import { placeOf, textOf, type SourceNode } from '../../source/index.js';
import { callOf } from './expression.js';
import type { CodeFile, Method } from './model.js';
import type { Program } from './program.js';

export const FACTORY = 'CircuitBreakerFactory';

/**
 * Spring Cloud's breakers as code calls them: `factory.create(id).run(() -> client.get(x), fallback)`, and in a reactive chain
 * `client.get(x).transform(it -> breaker.run(it, fallback))`. The method with the client may be called there. A breaker
 * limits the time as well; how long is said elsewhere, so that is unknown.
 */
export function breakerAround(node: SourceNode, method: Method | undefined, file: CodeFile, program: Program): ClientSetting[] {
  const places = [{ node, file }, ...(method ? program.callsOf(method.name).map(({ call, file: calling }) => ({ node: call.node, file: calling })) : [])];
  const breakers = places.map((place) => (place.file.text.includes(FACTORY) ? breakerOver(place.node) : undefined));
  // Its own place need not be inside one, but then everybody who calls it has to be.
  const found = breakers[0] ?? (breakers.length > 1 && breakers.slice(1).every((breaker) => breaker !== undefined) ? breakers[1] : undefined);
  if (found === undefined) return [];
  const at = placeOf(found);
  const names = new Set([...found.source.text.matchAll(/\.create\(\s*("[^"\n]{1,80}")/g)].map((made) => made[1]!));
  const named: ClientSetting[] = names.size === 1 ? ['breakerMinimumCalls', 'breakerTimeout'].map((name) => ({ name, value: { unknown: [...names][0]!, at } })) : [];
  return [{ name: 'circuitBreaker', value: { value: true, at } }, { name: 'timeoutOnCall', value: { unknown: 'circuit breaker', at } }, ...named];
}

/** The call of a breaker that a place is handed to, or that follows it in its chain. */
function breakerOver(node: SourceNode): SourceNode | undefined {
  for (let up = node.parent; up; up = up.parent) {
    const call = callOf(up);
    if (call === undefined) continue;
    const isArgument = call.arguments.some((argument) => argument.start <= node.start && argument.end >= node.end);
    if (isArgument && call.name === 'run' && call.receiver !== undefined) return up;
    if (!isArgument && TRANSFORMS.has(call.name) && call.arguments.some((argument) => /\.run\(/.test(textOf(argument)))) return up;
  }
  return undefined;
}

const TRANSFORMS: ReadonlySet<string> = new Set(['transform', 'transformDeferred', 'as', 'compose']);
