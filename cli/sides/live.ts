import { toConfig } from '../../analyzer/config/config.js';
import { sideOfRun } from '../../analyzer/drift/side-of-run.js';
import { knowsAll, type Side } from '../../analyzer/drift/side.js';
import { names } from '../../analyzer/drift/words.js';
import type { Mechanism } from '../../analyzer/graph/document.js';
import { stacksOf } from '../../analyzer/link/index.js';
import type { StackFacts } from '../../analyzer/link/stacks.js';
import { alone, atObjects, chooseStacks, pair, type Live } from '../../analyzer/live/index.js';
import type { Parsed } from '../../analyzer/parse/all.js';
import { liveKinds } from '../../analyzer/parse/kubernetes/index.js';
import { analyzeStacks, parseTree, type Run } from '../../analyzer/run.js';
import { version } from '../../analyzer/version.js';
import { plain } from '../../reporters/plain.js';
import { prepareRules, type PreparedRules } from '../commands/lint.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import type { AnalysedSide } from './analysed.js';
import { withCluster, type LiveSource } from './live-source.js';
import type { SideOptions } from './options.js';

/** What is declared, and what runs. */
export interface LiveSides {
  readonly base: AnalysedSide;
  readonly head: AnalysedSide;
}

/** `--cluster`. */
export const clusterSides = (paths: readonly string[], options: SideOptions, terminal: Terminal): Promise<LiveSides> =>
  withCluster(options, terminal, (source) => liveSides(paths, source, options, terminal));

/** Holds what a source shows against the stacks that were applied there. */
export async function liveSides(paths: readonly string[], source: LiveSource, options: SideOptions, terminal: Terminal): Promise<LiveSides> {
  const prepared = await prepareStacks(paths, options, terminal);
  if (prepared.stacks.length === 0 && options.env.length > 0) throw new UsageError(`Nothing that is applied to a cluster is deployed as ${options.env.join()} here. Where a folder's name does not say it, "environments" in faultline.config.yaml does.`);
  if (prepared.stacks.length === 0) throw new UsageError('There is nothing to hold what runs against: no Kubernetes manifests, Kustomize overlays or Helm charts were found. "faultline snapshot --cluster" writes what runs to a file.');
  const live = await source.read(namespacesOf(prepared.stacks, source, options));
  const stacks = chooseStacks(prepared.stacks, live);
  if (stacks.length === 0) throw new UsageError(`Nothing that is declared here runs in ${source.label}${live.namespaces ? ` (namespaces ${live.namespaces.join(', ')})` : ''}. Is it the right context, and the right folder?`);
  if (!options.quiet) for (const note of notesOf(stacks, prepared.stacks, live, source)) terminal.stderr.write(`note: ${plain(note)}\n`);
  return sidesOf(prepared, stacks, live, source);
}

/** What a cluster shows by itself, without the code that runs in it. */
const SEEN_IN_CLUSTER: readonly Mechanism[] = ['workload', 'selector', 'env', 'config-map', 'args', 'route', 'autoscaler', 'budget', 'probe', 'volume', 'network-policy', 'external-name', 'endpoints', 'image'];

/** What runs, with the code of the paths where their manifests were applied; the cluster alone where they were not. */
export const snapshotSide = (paths: readonly string[], options: SideOptions, terminal: Terminal): Promise<Side> =>
  withCluster(options, terminal, async (source) => {
    const prepared = await prepareStacks(paths, options, terminal);
    const live = prepared.stacks.length === 0 ? undefined : await source.read(namespacesOf(prepared.stacks, source, options));
    const stacks = live === undefined ? [] : chooseStacks(prepared.stacks, live);
    if (live !== undefined && stacks.length > 0) return withLive(sidesOf(prepared, stacks, live, source).head.side, live);
    const all = await source.read(options.namespace?.length ? options.namespace : undefined);
    if (all.objects.length === 0) throw new UsageError(`Nothing runs in ${source.label}${all.namespaces ? ` (namespaces ${all.namespaces.join(', ')})` : ''}. Is it the right context?`);
    const { head: { side } } = sidesOf({ ...prepared, parsed: { units: [], coverage: { files: {}, units: {} } } }, [alone], all, source);
    return withLive({ ...side, knows: { ...knowsAll, dependencies: SEEN_IN_CLUSTER } }, all);
  });

const withLive = (side: Side, { objects, kinds, namespaces }: Live): Side => ({ ...side, live: { version, objects, kinds, ...(namespaces === undefined ? {} : { namespaces }) } });

/** A tree with the stacks of it that are applied to a cluster, of the environment that was asked for. */
export interface PreparedStacks extends PreparedRules {
  readonly parsed: Parsed;
  readonly stacks: readonly StackFacts[];
}

const APPLIED: ReadonlySet<string> = new Set(['kubernetes', 'kustomize', 'helm']);

export async function prepareStacks(paths: readonly string[], options: SideOptions, terminal: Terminal, kinds = APPLIED): Promise<PreparedStacks> {
  const prepared = await prepareRules(paths, options, terminal);
  const parsed = await parseTree(prepared.tree, prepared.run.onStage).finally(prepared.progress.done);
  const stacks = stacksOf(parsed.units, toConfig(prepared.run.config)).filter(({ stack }) => kinds.has(stack.kind) && (options.env.length === 0 || options.env.includes(stack.environment)));
  return { ...prepared, parsed, stacks };
}

/** Those that are asked for; else those that the manifests name. */
function namespacesOf(stacks: readonly StackFacts[], source: LiveSource, { namespace = [] }: SideOptions): readonly string[] {
  if (namespace.length > 0) return namespace;
  const refs = stacks.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'workload' || fact.kind === 'service' ? [fact.ref] : [])));
  return [...new Set(refs.map((ref) => ref.namespace ?? source.namespace))].sort();
}

function sidesOf({ parsed, tree, run }: PreparedStacks, stacks: readonly StackFacts[], live: Live, source: LiveSource): LiveSides {
  const sides = pair(parsed.units, stacks, live);
  const runOf = (given: readonly StackFacts[]): Run => analyzeStacks({ shared: sides.shared, stacks: given, coverage: parsed.coverage, texts: tree.texts() }, run);
  const [declared, running] = [runOf(sides.declared), runOf(sides.live)];
  return { base: analysed(declared, 'tree', declaredBy(stacks)), head: analysed({ ...running, result: withoutSuppressed(atObjects(running.result, live.objects), declared) }, source.is, source.label) };
}

export const analysed = (run: Run, source: Side['source'], label: string): AnalysedSide => ({ side: sideOfRun(run, source, label), result: run.result });
export const declaredBy = (stacks: readonly StackFacts[]): string => stacks.map(({ stack }) => stack.id).join(', ');

/** A comment beside a manifest hides its finding wherever the object runs. */
export function withoutSuppressed(result: Run['result'], declared: Run): Run['result'] {
  const hidden = new Set(declared.result.suppressed.map(({ fingerprint }) => fingerprint));
  return { ...result, findings: result.findings.filter(({ fingerprint }) => !hidden.has(fingerprint)) };
}

function notesOf(stacks: readonly StackFacts[], candidates: readonly StackFacts[], live: Live, source: LiveSource): string[] {
  const others = candidates.filter((one) => !stacks.includes(one));
  // That Secrets are not granted is how it should be.
  const unread = liveKinds.filter((kind) => source.is === 'cluster' && kind.kind !== 'Secret' && !live.kinds.some((one) => one.kind === kind.kind && one.group === kind.group));
  return [
    `${source.label} runs ${declaredBy(stacks)}${others.length === 0 ? '' : `; not compared: ${names(others.map(({ stack }) => stack.id))}`}`,
    ...(unread.length === 0 ? [] : [`taken as declared, because the account may not list it: ${unread.map(({ kind, group }) => `${kind}${group === '' ? '' : `.${group}`}`).join(', ')}`]),
    ...live.problems.map(({ file, message }) => `${file}: ${message}`),
  ];
}
