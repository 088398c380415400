import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { environmentSide } from '../../analyzer/drift/environment.js';
import { knowsAll, type Side } from '../../analyzer/drift/side.js';
import { isDump, pairState, stackOfState } from '../../analyzer/live/index.js';
import { isState, readState } from '../../analyzer/parse/terraform/index.js';
import { analyzeStacks, type Run } from '../../analyzer/run.js';
import { compareSeen, readTelemetry, withHidden, type Seen } from '../../analyzer/telemetry/index.js';
import { plain } from '../../reporters/plain.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import { workTreeSide } from './analysed.js';
import { documentSide } from './document.js';
import type { GivenSide } from './index.js';
import { dumpSource, snapshotSource } from './live-source.js';
import { analysed, liveSides, prepareStacks, withoutSuppressed } from './live.js';
import type { SideOptions } from './options.js';

interface Sides {
  readonly base: GivenSide;
  readonly head: GivenSide;
}

/** `--observed FILE`: what the file is, it says itself. */
export async function observedSides(paths: readonly string[], file: string, options: SideOptions, terminal: Terminal): Promise<Sides> {
  const text = readText(file);
  if (/^\s*\{\s*"schema"\s*:\s*"faultline\//.test(text)) return snapshotSides(paths, file, options, terminal);
  if (isState(text)) return stateSides(paths, file, text, options, terminal);
  if (isDump(text)) return liveSides(paths, dumpSource(basename(file), text), options, terminal);
  const seen = readTelemetry(parse(text));
  if (seen === undefined) throw new UsageError(`${file} is nothing that was observed. It can be a dump ("kubectl get ... -o yaml"), a snapshot ("faultline snapshot --cluster"), a Terraform state ("terraform show -json"), the dependencies of Jaeger or Zipkin, a graph of Kiali, or Prometheus' answer to a query of traces_service_graph_request_total or istio_requests_total.`);
  return telemetrySides(paths, basename(file), seen, options, terminal);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`${file} could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A snapshot of a cluster in the place of the stacks that were applied to it; any other against all that is here. */
async function snapshotSides(paths: readonly string[], file: string, options: SideOptions, terminal: Terminal): Promise<Sides> {
  const side = documentSide(file);
  const { live } = side;
  if (live === undefined) return { base: await ofEnvironment(paths, options, terminal), head: { side } };
  try {
    return await liveSides(paths, snapshotSource(basename(file), { ...side, live }), options, terminal);
  } catch (error) {
    // Facts are believed: nobody but Faultline writes them.
    throw error instanceof UsageError ? error : new UsageError(`${file} cannot be linked with what is here (${(error as Error).message.split('\n', 1)[0]}): it was changed since Faultline wrote it. Take the snapshot anew.`);
  }
}

const TERRAFORM: ReadonlySet<string> = new Set(['terraform']);

async function stateSides(paths: readonly string[], file: string, text: string, options: SideOptions, terminal: Terminal): Promise<Sides> {
  const name = basename(file);
  const { facts, problems } = readState(name, text);
  const broken = problems.find(({ severity }) => severity === 'error');
  if (broken !== undefined) throw new UsageError(`${file}:${broken.line}:${broken.column}: ${broken.message}`);
  const { parsed, tree, run, stacks } = await prepareStacks(paths, options, terminal, TERRAFORM);
  const stack = stackOfState(stacks, facts);
  if (stack === undefined) throw new UsageError(`No Terraform module here declares what is in ${file}. Give the folder of the module that it is the state of.`);
  const sides = pairState(parsed.units, stack, facts);
  const runOf = (given: readonly typeof stack[]): Run => analyzeStacks({ shared: sides.shared, stacks: given, coverage: parsed.coverage, texts: tree.texts() }, run);
  const [declared, existing] = [runOf(sides.declared), runOf(sides.live)];
  return { base: analysed(declared, 'tree', stack.stack.id), head: analysed({ ...existing, result: withoutSuppressed(existing.result, declared) }, 'terraform-state', `state ${name}`) };
}

/** The files as telemetry corrects them: with the calls that it saw, and a list of those that it never saw. */
async function telemetrySides(paths: readonly string[], file: string, seen: Seen, options: SideOptions, terminal: Terminal): Promise<Sides> {
  const base = await ofEnvironment(paths, options, terminal);
  const { graph } = base.side;
  const observed = compareSeen(graph, seen);
  if (observed.seen.length === 0) throw new UsageError(`${file} (${seen.source}) names nothing that is declared here: ${observed.strangers.slice(0, 8).join(', ') || 'it has no calls'}. Where telemetry has other names, "components" in faultline.config.yaml gives them as aliases.`);
  if (!options.quiet) terminal.stderr.write(`note: ${plain(`${file} is ${seen.source}: ${seen.calls.length} calls between ${observed.seen.length} of ${graph.components.length} components${observed.strangers.length === 0 ? '' : ` and ${observed.strangers.length} that nothing declares`}`)}\n`);
  const head: Side = { ...base.side, source: 'telemetry', label: `telemetry ${file}`, knows: { ...knowsAll, components: false, attributes: false, calls: false }, graph: withHidden(graph, observed, file), unseen: observed.unseen };
  return { base, head: { side: head } };
}

/** The work tree, or what it deploys as the environment that was asked for. */
async function ofEnvironment(paths: readonly string[], options: SideOptions, terminal: Terminal): Promise<GivenSide> {
  const { side, result } = await workTreeSide(paths, options, terminal);
  const [environment] = options.env;
  const ids = side.graph.stacks.filter((stack) => stack.environment === environment).map(({ id }) => id);
  if (environment !== undefined && ids.length === 0) throw new UsageError(`Nothing here is deployed as ${environment}.`);
  return environment === undefined ? { side, result } : { side: { ...environmentSide(side, environment as (typeof side.graph.stacks)[number]['environment'], ids), source: 'tree' }, result };
}
