import { knownOf } from '../facts/value.js';
import type { ConfigFact, Container, DockerfileFact, EnvFileFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import type { LinkedWorkload } from './objects.js';
import { within } from './packages.js';
import type { Variables } from './variables.js';
import type { LinkedStack } from './world.js';

/** What a program may find in its environment beside what its container is given. */
export interface Beside {
  /** The images that the component runs. */
  readonly images: readonly DockerfileFact[];
  readonly envFiles: readonly EnvFileFact[];
}

/**
 * The names of all variables that a container's program sees; undefined where somebody may set others: a Secret that is made elsewhere, a
 * file that is not committed, a script or tool that starts the program, a chart whose values are given when it is installed.
 */
export function wholeEnvironment(stack: LinkedStack, candidate: Candidate, workload: LinkedWorkload, container: Container, variables: Variables, { images, envFiles }: Beside): ReadonlySet<string> | undefined {
  if (isFilledLater(stack, workload) || images.length === 0 || images.some((image) => !startsPlainly(image.command) || image.copies.some(isEnvFile)) || !overridesPlainly(container)) return undefined;
  // A service of which Compose says nothing but how it is built is started with what others say.
  if (container.envUnread || (workload.fact.compose !== undefined && container.env.length === 0) || readsLocalFiles(candidate, workload, container)) return undefined;
  const config = ({ kind, name }: Container['envFrom'][number]): ConfigFact | undefined => variables.config(stack, kind, workload.namespace, name);
  const sources = container.envFrom.map((source) => ({ source, fact: config(source) }));
  if (sources.some(({ fact }) => fact === undefined || fact.keysUnknown === true)) return undefined;
  return new Set([
    ...sources.flatMap(({ source, fact }) => fact!.entries.map(({ key }) => source.prefix + key)),
    ...container.env.map(({ name }) => name),
    ...images.flatMap(({ env }) => env.map(({ name }) => name)),
    ...variables.ofContainer(stack, workload, container).map(({ name }) => name),
    ...envFiles.filter(({ path, sample }) => sample !== true && candidate.packages.some(({ root }) => within(root, path))).flatMap(({ env }) => env.map(({ name }) => name)),
  ]);
}

/** Agents and operators that set variables of the pods that ask for it. */
const INJECTED = /^(?:vault\.hashicorp\.com|vault\.security\.banzaicloud\.io|instrumentation\.opentelemetry\.io|secrets\.doppler\.com|secrets\.infisical\.com|operator\.1password\.io|azure-key-vault-env-injection)\b/;

/** The defaults of a chart are what it has before anybody installs it. */
const isFilledLater = ({ facts: { stack, partial } }: LinkedStack, { fact }: LinkedWorkload): boolean =>
  partial || stack.kind === 'code' || (stack.kind === 'helm' && !stack.id.includes('#')) || Object.keys({ ...fact.annotations, ...fact.podAnnotations, ...fact.podLabels }).some((name) => INJECTED.test(name));

/** A shell, a script, and tools that fetch secrets may set variables before the program starts. */
const SETS_MORE = /(?:^|[\s/])(?:(?:ba|da|a|z)?sh|env|dotenv|doppler|infisical|chamber|envconsul|op|sops|vault|vault-env|aws-vault|dotenvx|env-cmd|s6-\S+|supervisord)(?:$|\s)|\.sh\b|entrypoint|--env-file|\.env\b/;

const startsPlainly = (command: readonly string[]): boolean => command.length > 0 && !SETS_MORE.test(withoutShell(command).join(' '));

/** `CMD node server.js` is run by a shell that does nothing else. */
const withoutShell = (command: readonly string[]): readonly string[] =>
  /(?:^|\/)sh$/.test(command[0] ?? '') && command[1] === '-c' && command.length === 3 && !/\b(?:source|export|\w+=)|[;&|]|(?:^|\s)\.\s/.test(command[2]!) ? command.slice(2) : command;

function overridesPlainly({ command, args }: Container): boolean {
  const words = [...command, ...args].map(knownOf);
  return words.every((word) => word !== undefined) && !SETS_MORE.test(withoutShell(words as string[]).join(' '));
}

/** Somebody's working copy is mounted, with whatever lies in it, or a file of settings whose content is not known. */
const readsLocalFiles = ({ packages }: Candidate, { fact }: LinkedWorkload, { mounts }: Container): boolean =>
  mounts.some(({ volume: name, path }) => {
    const volume = fact.volumes.find((one) => one.name === name);
    const local = volume?.kind === 'hostPath' ? volume.source : undefined;
    return isEnvFile(path) || volume?.kind === 'secret' || volume?.driver !== undefined || (local !== undefined && packages.some(({ root }) => within(local, root) || within(root, local)));
  });

const isEnvFile = (path: string): boolean => /(?:^|\/)[\w.-]*\.env(?:\.[\w.-]+)?$/.test(path);
