import { nearest } from '../config/nearest.js';
import { groupBy } from '../facts/groups.js';
import { comparePlaces, compareText } from '../facts/place.js';
import type { Fact, RequiredVariableFact } from '../facts/types.js';
import { knownOf } from '../facts/value.js';
import type { UnsetVariable } from '../system/system.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { LinkedWorkload } from './objects.js';
import { imagesOf } from './own-images.js';
import type { Variables } from './variables.js';
import { wholeEnvironment } from './whole-environment.js';
import type { LinkedStack, World } from './world.js';

/** What a runtime or platform sets by itself, or a library finds elsewhere. */
const PROVIDED = /^(?:AWS|AZURE|GOOGLE|GCP|GCLOUD|ECS|DAPR|OTEL|DD|KUBERNETES|NODE|npm|JAVA|PYTHON|DOTNET|ASPNETCORE|CI|GITHUB)(?:_|$)|_SERVICE_(?:HOST|PORT)$|^(?:HOSTNAME|HOST|HOME|PATH|PWD|USER|SHELL|TERM|LANG|LC_\w+|TZ|TMPDIR|PORT|K_SERVICE|LD_LIBRARY_PATH)$/i;

/** By stack what its code requires and its containers are not given. */
export function unsetVariables(world: World, facts: readonly Fact[], variables: Variables): ReadonlyMap<LinkedStack, readonly UnsetVariable[]> {
  const required = groupBy(ofKind(facts, 'required-variable').filter(({ name }) => !PROVIDED.test(name)).flatMap((fact) => fact.packages.map((root) => ({ root, fact }))), ({ root }) => root);
  if (required.size === 0) return new Map();
  const find = finder(world, facts, variables);
  return new Map(world.stacks.map((stack) => [stack, stack.candidates.flatMap((candidate) => {
    const wanted = runsAll(candidate) ? candidate.packages.flatMap(({ root }) => (required.get(root) ?? []).map(({ fact }) => fact)) : [];
    return wanted.length === 0 ? [] : candidate.workloads.flatMap((workload) => find(stack, candidate, workload, wanted));
  }).sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.required.name, b.required.name))]));
}

/** A command of its own may need less, and two packages in one image are not both started. */
const runsAll = ({ packages, workloads }: Candidate): boolean => packages.length === 1 && packages[0]!.otherCommand !== true && workloads.every(({ fact }) => fact.role === 'serve');

function finder(world: World, facts: readonly Fact[], variables: Variables): (stack: LinkedStack, candidate: Candidate, workload: LinkedWorkload, wanted: readonly RequiredVariableFact[]) => readonly UnsetVariable[] {
  const envFiles = ofKind(facts, 'env-file');
  return (stack, candidate, workload, wanted) => {
    const mains = workload.fact.containers.filter(({ role }) => role === 'main');
    const [container] = mains;
    if (container === undefined || mains.length > 1) return [];
    const names = wholeEnvironment(stack, candidate, workload, container, variables, { images: imagesOf(candidate, facts).map(({ dockerfile }) => dockerfile), envFiles });
    if (names === undefined) return [];
    const known = new Set([...names].map(relaxed));
    const words = [...container.command, ...container.args].map((word) => knownOf(word) ?? '').join(' ');
    // A mounted file, a configuration server and arguments set properties, too.
    const opened = container.mounts.some(({ volume }) => workload.fact.volumes.some(({ name, kind }) => name === volume && kind === 'configMap')) || [...known].some((name) => /^spring(?:config|cloud|applicationjson)|^java(?:tool)?opt/.test(name));
    const isSet = ({ name, property, orInFile }: RequiredVariableFact): boolean => known.has(relaxed(name)) || words.includes(name) || (orInFile === true && workload.fact.platform === 'compose') || (property !== undefined && (opened || known.has(relaxed(property))));
    const unread = [...names].filter((name) => !wanted.some((fact) => relaxed(fact.name) === relaxed(name)));
    const first = new Map(wanted.filter((fact) => !isSet(fact)).reverse().map((fact) => [fact.name, fact]));
    return [...first.values()].map((fact): UnsetVariable => {
      const near = nearest(fact.name, unread);
      return { component: world.idOf.get(candidate)!, object: { ...workload.fact.ref, namespace: workload.namespace }, at: container.at, required: fact, ...(near === undefined ? {} : { near }) };
    });
  };
}

/** Spring and Pydantic look for a name in any case, Spring for one with dots and dashes, too. */
const relaxed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
