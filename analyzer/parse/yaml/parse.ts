import { parseEvents, YAMLException, type Event } from 'js-yaml';
import type { Problem } from '../../facts/types.js';
import { buildDocuments, type Report } from './build.js';
import { joinDeficientLine } from './indentation.js';
import type { YamlNode, YamlSource } from './node.js';
import { textSource } from './source.js';

export interface YamlFile {
  /** `root` is undefined for an empty document (only comments). A document that is not YAML is missing; `problems` says where. */
  readonly documents: readonly { readonly root: YamlNode | undefined }[];
  readonly problems: readonly Problem[];
}

/** Deeper than any manifest, and shallow enough for recursion. */
const MAX_DEPTH = 200;

/** Reads every document of a file. A syntax error loses only the document that holds it. Never throws. */
export function parseYaml(file: string, text: string): YamlFile {
  return parseYamlSource(textSource(file, text));
}

/** The same for text that has its own places, such as a rendered template. */
export function parseYamlSource(source: YamlSource): YamlFile {
  const problems: Problem[] = [];
  const report: Report = (code, start, message) => problems.push(problem(source, code, start, message));
  const whole = readEvents(source.text);
  if (!(whole instanceof YAMLException)) return { documents: buildDocuments(whole.events, whole.text, 0, source, report), problems };
  const documents = splitDocuments(source.text).flatMap(({ start, end }) => {
    const piece = source.text.slice(start, end);
    const read = readEvents(piece);
    if (!(read instanceof YAMLException)) return buildDocuments(read.events, read.text, start, source, report);
    const code = read.reason.startsWith('nesting exceeded') ? 'yaml-too-deep' : 'yaml-syntax';
    report(code, start + (read.mark?.position ?? 0), code === 'yaml-too-deep' ? `Values are nested more than ${MAX_DEPTH} levels deep; this document is skipped.` : `Not valid YAML: ${read.reason}. This document is skipped.`);
    return [];
  });
  return { documents, problems };
}

/** The events with the text that their offsets are of: as long as the one that was given, perhaps with lines joined. */
function readEvents(text: string, repairs = 0): { events: Event[]; text: string } | YAMLException {
  try {
    return { events: parseEvents(text, { maxDepth: MAX_DEPTH }), text };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const joined = joinDeficientLine(text, error, repairs);
    return joined === undefined ? error : readEvents(joined, repairs + 1);
  }
}

/** Spans of the documents. A `---` at the beginning of a line always separates documents: block scalars are indented. */
function splitDocuments(text: string): { start: number; end: number }[] {
  const starts = [0];
  for (const marker of text.matchAll(/^---(?=\s|$)/gm)) if (!isPreamble(text.slice(starts.at(-1), marker.index))) starts.push(marker.index);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/** Nothing but comments and `%` directives, which belong to the document that follows. */
const isPreamble = (text: string): boolean => /^(?:\uFEFF?[ \t]*(?:[#%].*)?(?:\r\n?|\n|$))*$/.test(text);

function problem(source: YamlSource, code: string, start: number, message: string): Problem {
  const { file, line, column } = source.place(start, start);
  return { code, file, line, column, severity: code === 'yaml-duplicate-key' || code === 'yaml-complex-key' ? 'warning' : 'error', message };
}
