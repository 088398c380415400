import type { DockerfileFact, Fact, PackageFact } from '../facts/types.js';
import { keepsShell } from '../knowledge/image-shells.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import type { SettingRow } from './setting-rows.js';
import type { World } from './world.js';

type Row = Pick<SettingRow, 'name' | 'value' | 'origin' | 'evidence'>;

/**
 * What becomes of the signal to stop. `handlesStop`: whether the code of a server that it starts itself handles it.
 * `startedThrough`: what its image starts that keeps the signal for itself: `sh` or `npm`.
 */
export function terminationSettings(world: World, facts: readonly Fact[]): SettingRow[] {
  const packages = new Map(ofKind(facts, 'package').map((one) => [one.root, one]));
  const dockerfiles = ofKind(facts, 'dockerfile');
  return world.stacks.flatMap((stack) =>
    stack.candidates.flatMap((candidate) => {
      const [link, ...more] = candidate.packages.filter(({ otherCommand }) => !otherCommand);
      const source = link && more.length === 0 ? packages.get(link.root) : undefined;
      const rows = source ? [...handling(source), ...starting(candidate, source, dockerfiles)] : [];
      return rows.map((row) => ({ ...row, on: world.idOf.get(candidate)!, stack: stack.facts.stack.id }));
    }),
  );
}

function handling({ ownServer, language }: PackageFact): Row[] {
  if (!ownServer) return [];
  const { at, stopsAt } = ownServer;
  return [{ name: 'handlesStop', value: stopsAt !== undefined, origin: 'explicit', evidence: evidence(stopsAt ?? at, 'code-call', language) }];
}

/** Only where the one Dockerfile of the folder decides: a workload's own command replaces its. */
function starting(candidate: Candidate, { root }: PackageFact, dockerfiles: readonly DockerfileFact[]): Row[] {
  if (candidate.workloads.some(({ fact }) => fact.containers.some(({ role, command, args }) => role === 'main' && command.length + args.length > 0))) return [];
  const own = dockerfiles.filter(({ path }) => (root === '.' ? !path.includes('/') : path.startsWith(`${root}/`)));
  const [dockerfile] = own;
  const through = dockerfile && own.length === 1 && dockerfile.baseImage !== undefined && keepsShell(dockerfile.baseImage) ? keeper(dockerfile.command) : undefined;
  return through === undefined ? [] : [{ name: 'startedThrough', value: through, origin: 'explicit', evidence: evidence(dockerfile!.commandAt ?? dockerfile!.at, 'image') }];
}

/** `sh -c "java -jar app.jar"`, `npm start`; what replaces the shell or passes the signal to all below it is none. */
function keeper(command: readonly string[]): string | undefined {
  const [first = '', second = '', line = ''] = command;
  if (/(?:^|\/)sh$/.test(first) && second === '-c') return /\bexec\s|\btrap\s|\b(?:dumb-init|tini|supervisord|pm2-runtime|s6-)/.test(line) ? undefined : /^\s*npm\s/.test(line) ? 'npm' : 'sh';
  return /(?:^|\/)npm$/.test(first) && /^(?:start|run|run-script)$/.test(second) ? 'npm' : undefined;
}
