import { textOf } from '../dotenv/index.js';
import type { Instruction } from './lines.js';
import { declareArguments, expand, stageIndex, type Scope, type Stage } from './stages.js';
import { execForm, splitFlags, splitWords } from './words.js';

/** Sources that the last stage takes from the build context, itself or through the stages that it continues or copies from. */
export function copiedSources(stages: readonly Stage[], last: number, globals: Scope, escape: string): readonly string[] {
  const sources = new Set<string>();
  const reached = new Set<number>();
  const open = [last];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const stage = stages[index];
    if (stage === undefined || reached.has(index)) continue;
    reached.add(index);
    if (stage.parent !== undefined) open.push(stage.parent);
    const scope: Scope = new Map();
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'ARG') declareArguments(instruction, scope, escape, globals);
      for (const { from, paths } of readSources(instruction, scope, escape)) {
        const other = from === undefined ? undefined : stageIndex(stages, from, index);
        if (other !== undefined) open.push(other);
        if (from === undefined) for (const path of paths) sources.add(path);
      }
    }
  }
  return [...sources];
}

interface Sources {
  /** Stage, image or named context; undefined: the build context. */
  readonly from?: string;
  readonly paths: readonly string[];
}

function readSources({ keyword, text }: Instruction, scope: Scope, escape: string): readonly Sources[] {
  const { flags, rest } = splitFlags(text);
  const lookup = (name: string): ReturnType<Scope['get']> => scope.get(name);
  if (keyword === 'RUN') return flags.filter((flag) => flag.name === 'mount').flatMap((flag) => bindMount(flag.value));
  if (keyword !== 'COPY' && keyword !== 'ADD') return [];
  const from = flags.find((flag) => flag.name === 'from')?.value;
  const words = execForm(rest) ?? splitWords(rest, escape).map((word) => word.text);
  const paths = words.slice(0, -1).map((word) => textOf(expand(word, lookup)) ?? word).filter((path) => !isRemote(path) && !path.startsWith('<<'));
  return [{ paths, ...(from !== undefined && { from: textOf(expand(from, lookup)) ?? from }) }];
}

const isRemote = (path: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(path) || path.startsWith('git@');

/** `RUN --mount=type=bind,source=package.json,target=...` reads from the context, or from the stage that `from` names. */
function bindMount(value: string): readonly Sources[] {
  const fields = new Map(value.split(',').map((field): [string, string] => {
    const equals = field.indexOf('=');
    return equals < 0 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)];
  }));
  const from = fields.get('from');
  if ((fields.get('type') ?? 'bind') !== 'bind' && from === undefined) return [];
  return [{ paths: [fields.get('source') ?? fields.get('src') ?? '.'], ...(from !== undefined && { from }) }];
}
