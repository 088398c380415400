import type { Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import type { Problem } from '../../facts/types.js';
import type { LoadedLanguage } from './grammars.js';
import { placeAt, sourceText, textOf, type SourceNode, type SourceText } from './node.js';

export interface ParsedSource {
  readonly source: SourceText;
  /** Undefined when the file was left out: too large, minified, or not parsed within the budget. */
  readonly root: SourceNode | undefined;
  /** At most one a file: the first syntax error, or why it was left out. */
  readonly problems: readonly Problem[];
}

/** Hand-written code is smaller; what is larger is generated or data. */
const MAX_LENGTH = 2_000_000;
/** Average characters a line above which a large file is taken for minified. */
const MINIFIED_LINE = 1_000;
/** Deeper nesting is cut off: nobody writes it, and functions over the tree recurse. */
const MAX_DEPTH = 400;
/** Steps that the parser may report for each character: normal code needs under one in a hundred. */
const STEPS_PER_CHARACTER = 0.5;
const MIN_STEPS = 20_000;

/** The text as a tree. Never throws: errors in the text are a problem and `ERROR` nodes, the rest of the file counts. */
export function parseSource({ language, parser }: LoadedLanguage, file: string, text: string): ParsedSource {
  const source = sourceText(file, text);
  const leftOut = (message: string): ParsedSource => ({ source, root: undefined, problems: [{ code: `${language}-left-out`, file, line: 1, column: 1, severity: 'info', message }] });
  if (text.length > MAX_LENGTH) return leftOut('This file is larger than code that people write, so it was not read. Split it, or exclude it if it is generated.');
  if (text.length > 50_000 && text.length / source.lines.length > MINIFIED_LINE) return leftOut('This file looks minified or generated, so it was not read. Exclude it, or point at its source.');
  const read = parseOnce(parser, text, source);
  if (!read) return leftOut('Parsing this file took too many steps, so it was not read. Exclude it if it is generated.');
  return { source, root: withoutWrongLines(parser, text, read).root, problems: read.error ? [syntaxProblem(language, read.error)] : [] };
}

function parseOnce(parser: LoadedLanguage['parser'], text: string, source: SourceText): CopiedTree | undefined {
  const tree = parseWithin(parser, text);
  if (!tree) return undefined;
  try {
    return copyTree(tree, source);
  } finally {
    tree.delete();
  }
}

/** Lines that are taken out one after the other; more are no slip of the pen. */
const MAX_WRONG_LINES = 3;
/** Longer files are parsed once. */
const MAX_TRIED_AGAIN = 200_000;

/**
 * An error may swallow what is around it: the class whose member it is, all behind a text that never ends. Where it does, the
 * line that it begins in is blank for another try, which counts if fewer lines are lost then, that one included, and most of
 * the tree is still there: without `<?php` nothing is wrong, nor is anything code.
 */
function withoutWrongLines(parser: LoadedLanguage['parser'], text: string, read: CopiedTree): CopiedTree {
  let best = read;
  let left = text;
  for (let lines = 0; lines < MAX_WRONG_LINES && text.length <= MAX_TRIED_AGAIN && best.error && best.wrong > 1; lines++) {
    const tries = suspects(left, best.error.start).flatMap((offset) => {
      const text = blankLine(left, offset);
      const tree = parseOnce(parser, text, read.root.source);
      return tree && tree.nodes * 2 > best.nodes ? [{ text, tree }] : [];
    });
    const [next] = tries.sort((a, b) => a.tree.wrong - b.tree.wrong || b.tree.nodes - a.tree.nodes);
    if (!next || next.tree.wrong + 1 >= best.wrong) break;
    best = next.tree;
    left = next.text;
  }
  return best;
}

/** The line of an error, and before it the line that ends without what is missing there. */
function suspects(text: string, offset: number): number[] {
  const before = text.slice(0, offset);
  return /\n\s*$/.test(before) ? [before.trimEnd().length, offset] : [offset];
}

/** Of the same length, so that everything else stays where it is. */
function blankLine(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const stop = end < 0 ? text.length : end;
  return text.slice(0, start) + ' '.repeat(stop - start) + text.slice(stop);
}

/** Counts steps instead of time, so that every machine gives the same answer. */
function parseWithin(parser: LoadedLanguage['parser'], text: string): Tree | undefined {
  let left = Math.max(MIN_STEPS, text.length * STEPS_PER_CHARACTER);
  try {
    const tree = parser.parse(text, null, { progressCallback: () => --left < 0 });
    if (tree) return tree;
  } catch {
    // The runtime gives up on input that exhausts its memory.
  }
  parser.reset();
  return undefined;
}

function syntaxProblem(language: string, error: SourceNode): Problem {
  const { file, line, column } = placeAt(error.source, error.start, error.end);
  return { code: `${language}-syntax`, file, line, column, severity: 'warning', message: 'This was not understood: a mistake, or syntax that Faultline does not know. The rest of the file was read.' };
}

/** A node while its children are still being added. */
type Draft = Omit<SourceNode, 'parent' | 'children'> & { readonly parent: Draft | undefined; readonly children: SourceNode[] };

interface CopiedTree {
  readonly root: SourceNode;
  /** The first. */
  readonly error: SourceNode | undefined;
  /** Lines that errors cover. */
  readonly wrong: number;
  readonly nodes: number;
}

/** Walks the tree once with a cursor, without recursion. Unnamed nodes without a field (brackets, commas) are left out. */
function copyTree(tree: Tree, source: SourceText): CopiedTree {
  const cursor = tree.walk();
  const hasError = tree.rootNode.hasError;
  const root = copy(cursor, source, undefined);
  let error: SourceNode | undefined;
  let parent: Draft = root;
  let depth = 1;
  let nodes = 1;
  let down = cursor.gotoFirstChild();
  while (depth > 0) {
    if (down) {
      const node = cursor.nodeIsNamed || cursor.currentFieldId !== 0 ? copy(cursor, source, parent) : undefined;
      if (node) {
        parent.children.push(node);
        nodes++;
      }
      if (hasError && !error && (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing)) error = node ?? parent;
      if (node && depth + 1 < MAX_DEPTH && cursor.gotoFirstChild()) {
        parent = node;
        depth++;
        continue;
      }
    }
    down = cursor.gotoNextSibling();
    if (down) continue;
    depth--;
    if (!cursor.gotoParent() || !parent.parent) break;
    parent = parent.parent;
  }
  cursor.delete();
  return { root, error, wrong: error ? wrongLines(root) : 0, nodes };
}

/** Lines of the outermost errors. */
function wrongLines(node: SourceNode): number {
  if (node.type === 'ERROR') return textOf(node).split('\n').length;
  return node.children.reduce((sum, child) => sum + wrongLines(child), 0);
}

const copy = (cursor: TreeCursor, source: SourceText, parent: Draft | undefined): Draft => ({
  type: cursor.nodeType,
  start: cursor.startIndex,
  end: cursor.endIndex,
  field: cursor.currentFieldName ?? undefined,
  parent,
  children: [],
  source,
});
