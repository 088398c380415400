import type { FileSet, ParseResult } from '../parser.js';
import { loadLanguage } from '../source/index.js';
import { clientsOf, createProgram, declaredChannels, marksOf } from '../source/program/index.js';
import { libraries } from './clients/index.js';
import { withConstructions } from './constructions.js';
import { csharp } from './dialect.js';
import { withDeadlines } from './grpc-deadlines.js';
import { handlersOf } from './handlers/index.js';
import type { Project } from './project.js';
import { requiredVariables } from './required-variables.js';
import { startedOf } from './started.js';
import { unboundedBuffers } from './state/buffers.js';
import { localStateOf } from './state/local-state.js';

/** Clients in the source of started projects and of what they build on. */
export async function readCode(paths: readonly string[], projects: readonly Project[], files: FileSet): Promise<ParseResult> {
  const marks = marksOf(libraries);
  if (!paths.some((path) => marks.test(files.read(path) ?? ''))) return { facts: [], problems: [] };
  const program = createProgram(csharp, await loadLanguage('csharp'), paths, projects, (text) => marks.test(text), files);
  const found = clientsOf(program, libraries);
  const started = startedOf(program, found);
  const clients = withDeadlines(program, withConstructions(found, started));
  return { facts: [...clients.map(({ fact }) => fact), ...handlersOf(started), ...declaredChannels(program, libraries), ...unboundedBuffers(started), ...requiredVariables(started), ...localStateOf(program)], problems: program.problems };
}
