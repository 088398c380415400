import { posix } from 'node:path';
import type { Place } from '../../../facts/place.js';
import type { FileSet } from '../../parser.js';
import { placeOf, textOf } from '../../source/index.js';
import type { Module } from '../build/module.js';
import type { Annotation, CodeFile } from './model.js';
import type { Program } from './program.js';

const APPLICATIONS = new Set(['SpringBootApplication', 'EnableAutoConfiguration', 'SpringCloudApplication', 'QuarkusMain', 'ApplicationPath']);

/** Where each module is started: a main method, an application class of a framework, or a Dockerfile beside a module with code. */
export function startsOf(program: Program, files: FileSet): ReadonlyMap<string, Place> {
  const starts = new Map<string, Place>();
  for (const file of program.files) {
    const at = startIn(file, program);
    if (at && !starts.has(file.module)) starts.set(file.module, at);
  }
  for (const { module } of program.files) {
    const at = starts.has(module) ? undefined : imageOf(module, files);
    if (at) starts.set(module, at);
  }
  return starts;
}

/** The command of an image that runs what was built: a `.jar` by its name, or a `.war` in a server that starts itself. */
function imageOf(module: string, files: FileSet): Place | undefined {
  const dockerfile = posix.join(module, 'Dockerfile');
  const text = files.has(dockerfile) ? (files.read(dockerfile) ?? '') : '';
  const command = /^[ \t]*(?:CMD|ENTRYPOINT)\b.*\bjava\b|^[ \t]*COPY\b.*\.war\b/im.exec(text);
  return command ? { file: dockerfile, line: text.slice(0, command.index).split('\n').length, column: 1, length: command[0].length } : undefined;
}

function startIn(file: CodeFile, program: Program): Place | undefined {
  const annotated = file.types.flatMap(({ annotations }) => annotations).find(({ name }) => APPLICATIONS.has(name));
  if (annotated) return annotated.at;
  const main = file.types.flatMap(({ methods }) => methods).find(({ name, body }) => name === 'main' && body);
  return main && (isServer(file, program) ? placeOf(main.node) : undefined);
}

const RUNS = new Set(['run', 'runApplication', 'start', 'listen', 'deployVerticle', 'awaitTermination', 'embeddedServer', 'subscribe', 'ignite', 'mainSync']);

/** A main that starts something that stays: a tool that prints and ends is no service. */
function isServer(file: CodeFile, program: Program): boolean {
  if (program.calls(file).some(({ name }) => RUNS.has(name))) return true;
  return file.types.some(({ supertypes }) => supertypes.some((name) => /Application$|Verticle$/.test(name))) || /\bwhile\s*\(true\)/.test(textOf(file.root));
}

/** Annotations of types and methods, by module with what it uses; the first of each name. */
export function annotationsByModule(program: Program, modules: readonly Module[]): ReadonlyMap<string, ReadonlyMap<string, Annotation>> {
  const own = new Map<string, Map<string, Annotation>>();
  for (const file of program.files) {
    const found = own.get(file.module) ?? new Map<string, Annotation>();
    own.set(file.module, found);
    const all = file.types.flatMap(({ annotations, methods }) => [...annotations, ...methods.flatMap((method) => method.annotations)]);
    for (const annotation of all) if (!found.has(annotation.name)) found.set(annotation.name, annotation);
  }
  return new Map(modules.map(({ root, uses }) => {
    const merged = new Map(own.get(root));
    for (const used of uses) own.get(used)?.forEach((annotation, name) => merged.has(name) || merged.set(name, annotation));
    return [root, merged] as const;
  }));
}
