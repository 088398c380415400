import { ts } from 'ts-morph';
import type { Place } from '../../../facts/place.js';
import type { Problem } from '../../../facts/types.js';

/** A parsed file. The compiler's parser only: no binder, no types, so a file costs what its text costs. */
export interface Module {
  readonly path: string;
  readonly source: ts.SourceFile;
}

export function parseModule(path: string, text: string): Module {
  return { path, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path)) };
}

/** The first syntax error only: the parser recovers, and what follows is usually its echo. */
export function syntaxProblem(module: Module): Problem | undefined {
  const { parseDiagnostics } = module.source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  // JavaScript with type syntax (Flow) is reported by number range 8000; it parses, so it is no problem of ours.
  const first = parseDiagnostics?.find((d) => d.code < 8_000);
  if (!first) return undefined;
  const { line, character } = module.source.getLineAndCharacterOfPosition(first.start ?? 0);
  const message = `${ts.flattenDiagnosticMessageText(first.messageText, ' ')} The rest of the file was read as far as possible.`;
  return { code: 'typescript-syntax', file: module.path, line: line + 1, column: character + 1, severity: 'warning', message };
}

export const moduleOf = (node: ts.Node): string => node.getSourceFile().fileName;

export function placeOf(node: ts.Node): Place {
  const source = node.getSourceFile();
  const start = node.getStart(source);
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  const firstLine = source.text.slice(start, node.getEnd()).split(/\r?\n/, 1)[0]!;
  return { file: source.fileName, line: line + 1, column: character + 1, length: firstLine.length };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/.test(path)) return ts.ScriptKind.TS;
  return path.endsWith('.json') ? ts.ScriptKind.JSON : ts.ScriptKind.JSX;
}
