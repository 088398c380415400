import { compareText } from '../../facts/place.js';
import { safeArgs } from '../../facts/secrets.js';
import type { DockerfileFact, EnvVar, ImageBuildFact, Problem } from '../../facts/types.js';
import { safeEnvVar } from '../dotenv/index.js';
import type { Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { copiedSources } from './copies.js';
import { commandOf, configure, type ImageConfig } from './image.js';
import { readInstructions, type Instruction } from './lines.js';
import { readStages, type Stage } from './stages.js';

const EXACT = /(^|\/)(Dockerfile|Containerfile|dockerfile|containerfile)$/;
const VARIANT = /(^|\/)(?:(?:Dockerfile|Containerfile)[.-][^/]+|[^/]+\.(?:Dockerfile|dockerfile|Containerfile))$/;

export const dockerfileParser: Parser = {
  id: 'dockerfile',
  // `Dockerfile.dockerignore` and `Dockerfile.md` are named alike: only what begins an image is one.
  claims: (path, head) => EXACT.test(path) || (VARIANT.test(path) && /^[ \t]*FROM[ \t]+\S/im.test(head())),
  units: (claimed) => claimed.map((path) => ({ id: `dockerfile:${path}`, parser: 'dockerfile', root: folderOf(path), files: [path] })),
  parse(unit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    return path === undefined || text === undefined ? { facts: [], problems: [] } : readDockerfile(path, text);
  },
};

/** The image that a Dockerfile builds: its last stage, and that its folder is, weakly, the build context. */
export function readDockerfile(path: string, text: string): ParseResult {
  const { instructions, escape } = readInstructions(path, text);
  const { stages, globals } = readStages(instructions, escape);
  const last = stages.length - 1;
  const final = stages[last];
  if (final === undefined) return { facts: [], problems: [withoutStage(path)] };
  const image = configure(stages, last, globals, escape);
  const at = final.from.at;
  // Only the last one of a stage counts.
  const replaced = stages.map(({ instructions: own }) => healthchecks(own).slice(0, -1).map((instruction) => instruction.at));
  const earlier = replaced.slice(0, -1).flat();
  const unchecked = uncheckedOf(stages).map(({ from }) => from.at);
  const dockerfile: DockerfileFact = {
    kind: 'dockerfile',
    path,
    at,
    ...(image.base !== undefined && { baseImage: image.base }),
    bases: stages.flatMap(({ base, parent, from }) => (base === undefined || parent !== undefined ? [] : [{ image: base, at: from.at }])),
    copies: copiedSources(stages, last, globals, escape),
    command: safeArgs(commandOf(image)),
    ...(image.commandAt !== undefined && { commandAt: image.commandAt }),
    ...(image.workdir !== undefined && { workdir: image.workdir }),
    exposes: [...image.exposes],
    env: environmentOf(image),
    ...(image.healthcheck !== undefined && { healthcheck: image.healthcheck }),
    ...(replaced[last]!.length > 0 && { replacedHealthchecks: replaced[last]! }),
    ...(earlier.length > 0 && { replacedEarlier: earlier }),
    ...(unchecked.length > 0 && { uncheckedStages: unchecked }),
    ...(stages.some((stage) => healthchecks(stage.instructions).length > 0) && { namesHealthcheck: true }),
  };
  const build: ImageBuildFact = { kind: 'image-build', context: folderOf(path), dockerfile: path, by: 'dockerfile-folder', at };
  return { facts: [dockerfile, build], problems: [] };
}

const healthchecks = (instructions: readonly Instruction[]): readonly Instruction[] => instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK');

function uncheckedOf(stages: readonly Stage[]): Stage[] {
  const checked: boolean[] = [];
  for (const { instructions, parent } of stages) checked.push(healthchecks(instructions).length > 0 || (parent !== undefined && checked[parent] === true));
  return stages.filter((_, i) => !checked[i]);
}

const environmentOf = (image: ImageConfig): readonly EnvVar[] =>
  [...image.env].sort(([a], [b]) => compareText(a, b)).map(([name, { value, at, valueAt }]) => safeEnvVar({ name, at, valueAt }, value));

const withoutStage = (file: string): Problem => ({
  code: 'dockerfile-without-stage',
  file,
  line: 1,
  column: 1,
  severity: 'warning',
  message: 'This Dockerfile has no FROM instruction, so it builds no image; it is skipped.',
});
