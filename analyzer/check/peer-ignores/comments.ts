import type { Place } from '../../facts/place.js';
import { blockAround, coveredLines } from '../comments.js';
import type { Ignore } from '../ignores.js';
import type { Skip } from './index.js';

type Lines = readonly string[];

/** How a tool writes a comment: the checks in the first group, a reason in the second. */
interface Form {
  readonly tool: string;
  readonly pattern: RegExp;
  /** First and last line that it covers, counted from 1. */
  readonly covers: (file: string, lines: Lines, index: number, column: number) => readonly [number, number];
}

const all = (_: string, lines: Lines): [number, number] => [1, lines.length];
const isDockerfile = (file: string): boolean => /(?:^|\/|\.)Dockerfile/.test(file);
const around: Form['covers'] = (file, lines, index, column) => (isDockerfile(file) ? all(file, lines) : blockAround(lines, index, column));
const nextLine = (_: string, lines: Lines, index: number): [number, number] => [index + 1, Math.min(index + 2, lines.length)];

/**
 * Sources: https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html,
 * https://trivy.dev/latest/docs/configuration/filtering/#by-inline-comments, https://docs.kics.io/latest/running-kics/#using_commands_on_scanned_files_as_comments,
 * https://github.com/hadolint/hadolint#inline-ignores, https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/annotations.md
 */
const FORMS: readonly Form[] = [
  { tool: 'checkov', pattern: /(?:checkov|bridgecrew|cortex):skip=([\w-]+)(?::\s*(.*\S))?\s*$/, covers: around },
  { tool: 'trivy', pattern: /(?:trivy|tfsec):ignore:([\w./*-]+)/, covers: coveredLines },
  { tool: 'kics', pattern: /kics-scan ignore()\s*$/, covers: all },
  { tool: 'kics', pattern: /kics-scan disable=([\w,-]+)/, covers: all },
  { tool: 'kics', pattern: /kics-scan ignore-line()\s*$/, covers: nextLine },
  { tool: 'kics', pattern: /kics-scan ignore-block()\s*$/, covers: coveredLines },
  { tool: 'hadolint', pattern: /hadolint global ignore=([\w, ]+)/, covers: all },
  { tool: 'hadolint', pattern: /hadolint ignore=([\w, ]+)/, covers: nextLine },
  { tool: 'tflint', pattern: /tflint-ignore-file:\s*([\w, ]+)/, covers: all },
  { tool: 'tflint', pattern: /tflint-ignore:\s*([\w, ]+)/, covers: coveredLines },
];

const MARKS = ['skip=', ':ignore:', 'kics-scan', 'hadolint', 'tflint-ignore'] as const;
const COMMENT = /(?:#|\/\/)\s*(?=checkov|bridgecrew|cortex|trivy|tfsec|kics-scan|hadolint|tflint)/;

export function commentSkips(texts: Iterable<readonly [path: string, text: string]>): { readonly skip: Skip; readonly covers: Ignore['covers'] }[] {
  return [...texts].flatMap(([file, text]) => {
    if (!MARKS.some((mark) => text.includes(mark))) return [];
    const lines = text.split(/\r?\n/);
    return lines.flatMap((line, index) => skipsIn(file, lines, line, index));
  });
}

function skipsIn(file: string, lines: Lines, line: string, index: number): { skip: Skip; covers: Ignore['covers'] }[] {
  const comment = COMMENT.exec(line);
  const form = comment && FORMS.find(({ pattern }) => pattern.test(line));
  if (!form) return [];
  const [first, last] = form.covers(file, lines, index, comment.index);
  const at: Place = { file, line: index + 1, column: comment.index + 1, length: line.trimEnd().length - comment.index };
  return [...line.matchAll(new RegExp(form.pattern, 'g'))].map(([, ids = '', reason = '']) => {
    const checks = ids === '' ? [`${form.tool}/*`] : ids.split(',').map((id) => `${form.tool}/${id.trim()}`);
    return { skip: { checks, reason, at }, covers: ({ place }) => place.file === file && place.line >= first && place.line <= last };
  });
}
