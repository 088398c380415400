import { groupBy } from '../facts/groups.js';
import { compareText } from '../facts/place.js';
import { ofKind } from './facts.js';
import { objectsOf } from './manifest-groups.js';
import type { StackFacts } from './stacks.js';

/** Deployed beside others: what they have in common is the way in which they are filed. */
interface Bin {
  readonly stacks: StackFacts[];
  readonly objects: Set<string>;
}

/**
 * Teams that keep one chart or overlay a service (`charts/cart` and `charts/order`, `cart/overlays/production`, the releases of one
 * helmfile) or split a Compose project deploy them side by side: they are one system, and a failure travels from one into the other.
 * Those of one environment that are filed alike are one stack, unless two declare the same object: then they are variants of each other.
 */
export function joinSideBySide(stacks: readonly StackFacts[]): StackFacts[] {
  return [...groupBy(stacks, ({ stack }) => stack.environment).values()].flatMap((alike) => {
    const ways = waysOf(alike);
    return [...groupBy(alike, (stack) => ways.get(stack)!)].flatMap(([way, filed]) => binsOf(filed).map((bin, index) => (bin.stacks.length === 1 ? bin.stacks[0]! : joined(bin.stacks, index === 0 ? way : `${way} (${index + 1})`))));
  });
}

/** Each stack with the way that it shares with the most others. */
function waysOf(stacks: readonly StackFacts[]): Map<StackFacts, string> {
  const possible = new Map(stacks.map((stack) => [stack, possibleWays(stack)]));
  const count = new Map<string, number>();
  for (const way of [...possible.values()].flat()) count.set(way, (count.get(way) ?? 0) + 1);
  return new Map([...possible].map(([stack, ways]) => [stack, ways.reduce((best, way) => (count.get(way)! > count.get(best)! ? way : best))]));
}

/**
 * How a stack may be filed, the likeliest first: by the file of its release, by a path in which one folder is its own, or by values of
 * its own for a chart that many services share. Compose files of one folder are one project, as the folder gives it its name.
 */
function possibleWays({ stack: { id, kind, root, environment } }: StackFacts): string[] {
  const [, values] = id.split('#', 2);
  const release = values === undefined ? undefined : /^(.+\.ya?ml)\/[^/]+/.exec(values)?.[1];
  const about = environment === 'unknown' ? '' : `/${environment}`;
  if (release !== undefined) return [`${kind}:${release}${about}`, `${kind}:${release.replace(/[^/]+(?=\.ya?ml$)/, '*')}${about}`];
  if (kind === 'compose') return [`${kind}:${root === '.' ? '' : `${root}/`}*`];
  const folders = root.split('/');
  const paths = folders.map((_, index) => folders.length - 1 - index).map((own) => `${kind}:${folders.map((folder, index) => (index === own ? '*' : folder)).join('/')}`);
  return values === undefined ? paths : [...paths.map((path) => `${path}#${values}`), `${kind}:${root}#*${about}`];
}

/** Ports of the machine and names of its containers, which only one can have at a time. */
const takenOnMachine = ({ facts }: StackFacts): string[] =>
  ofKind(facts, 'workload').flatMap(({ compose }) => [...(compose?.published ?? []).flatMap(({ host }) => (host === undefined ? [] : [`port ${host}`])), ...(compose?.names ?? []).map(({ name }) => `name ${name}`)]);

/** First fit: what declares the same stands apart. */
function binsOf(stacks: readonly StackFacts[]): Bin[] {
  const bins: Bin[] = [];
  for (const stack of [...stacks].sort((a, b) => compareText(a.stack.id, b.stack.id))) {
    const objects = new Set([...objectsOf(stack.facts), ...takenOnMachine(stack)]);
    const fits = bins.find((bin) => [...objects].every((object) => !bin.objects.has(object)));
    if (fits) {
      fits.stacks.push(stack);
      for (const object of objects) fits.objects.add(object);
    } else bins.push({ stacks: [stack], objects });
  }
  return bins;
}

function joined(stacks: readonly StackFacts[], id: string): StackFacts {
  const [{ stack }] = stacks as readonly [StackFacts, ...StackFacts[]];
  return { stack: { ...stack, id, root: commonFolder(stacks.map((each) => each.stack.root)) }, facts: stacks.flatMap(({ facts }) => facts), partial: stacks.some(({ partial }) => partial) };
}

function commonFolder(paths: readonly string[]): string {
  const [first, ...rest] = paths.map((path) => path.split('/'));
  const differs = first!.findIndex((folder, index) => rest.some((other) => other[index] !== folder));
  return first!.slice(0, differs < 0 ? undefined : differs).join('/') || '.';
}
