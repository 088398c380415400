import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { didYouMean } from '../analyzer/config/nearest.js';
import { UsageError } from './errors.js';

/** One report to write; without a file it goes to standard output. */
export interface Target<F extends string> {
  readonly format: F;
  readonly file?: string;
}

/** `--format` and `--output` in the order in which they were given. */
export type FormatArgument = { readonly format: string } | { readonly output: string };

const EXTENSIONS: Readonly<Record<string, string>> = {
  txt: 'text', json: 'json', sarif: 'sarif', md: 'markdown', markdown: 'markdown', mmd: 'mermaid', mermaid: 'mermaid', dot: 'dot', gv: 'dot', svg: 'svg', html: 'html', htm: 'html',
};

/**
 * As many outputs as formats pair by order. Otherwise an output belongs to the format right before it, and one that follows no
 * format says its own by its file's ending. One format at most may be left for standard output.
 */
export function pairOutputs<F extends string>(args: readonly FormatArgument[], known: readonly F[], fallback: F): readonly Target<F>[] {
  const formats = args.flatMap((arg) => ('format' in arg ? [checkFormat(arg.format, known)] : []));
  const files = args.flatMap((arg) => ('output' in arg ? [arg.output] : []));
  if (args.length === 0) return [{ format: fallback }];
  const targets = formats.length === files.length ? formats.map((format, index) => ({ format, file: files[index]! })) : pairByNeighbour(args, known);
  const toStdout = targets.filter(({ file }) => file === undefined);
  if (toStdout.length > 1)
    throw new UsageError(`Only one format can go to standard output, not ${toStdout.map(({ format }) => format).join(' and ')}. Give the others a file: --format ${toStdout[1]!.format} --output FILE`);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`Two formats would be written to ${twice}. Give each its own --output.`);
  return targets;
}

function pairByNeighbour<F extends string>(args: readonly FormatArgument[], known: readonly F[]): readonly Target<F>[] {
  const targets: Target<F>[] = [];
  let open = false;
  for (const arg of args) {
    if ('format' in arg) targets.push({ format: checkFormat(arg.format, known) });
    else if (open) targets.push({ ...targets.pop()!, file: arg.output });
    else targets.push({ format: formatOfFile(arg.output, known), file: arg.output });
    open = 'format' in arg;
  }
  return targets;
}

function formatOfFile<F extends string>(file: string, known: readonly F[]): F {
  const format = EXTENSIONS[file.split('.').pop()!.toLowerCase()];
  const found = known.find((name) => name === format);
  if (found === undefined) throw new UsageError(`Which format should ${file} have? Put --format before its --output: ${known.join(', ')}.`);
  return found;
}

function checkFormat<F extends string>(name: string, known: readonly F[]): F {
  const found = known.find((format) => format === name);
  if (found === undefined) throw new UsageError(`There is no format "${name}" here.${didYouMean(name, known)} Formats: ${known.join(', ')}.`);
  return found;
}

/** Writes a report's file, with the folders above it. */
export function writeOutput(file: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} could not be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}). Choose another --output.`);
  }
}
