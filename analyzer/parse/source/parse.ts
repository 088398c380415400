import type { Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import type { Problem } from '../../facts/types.js';
import type { LoadedLanguage } from './grammars.js';
import { placeAt, sourceText, type SourceNode, type SourceText } from './node.js';

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
  const tree = parseWithin(parser, text);
  if (!tree) return leftOut('Parsing this file took too many steps, so it was not read. Exclude it if it is generated.');
  try {
    const { root, error } = copyTree(tree, source);
    return { source, root, problems: error ? [syntaxProblem(language, error)] : [] };
  } finally {
    tree.delete();
  }
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
  return { code: `${language}-syntax`, file, line, column, severity: 'warning', message: 'This is no valid syntax here; the rest of the file was read. Fix it, or report the grammar if the compiler accepts it.' };
}

/** A node while its children are still being added. */
type Draft = Omit<SourceNode, 'parent' | 'children'> & { readonly parent: Draft | undefined; readonly children: SourceNode[] };

/** Walks the tree once with a cursor, without recursion. Unnamed nodes without a field (brackets, commas) are left out. */
function copyTree(tree: Tree, source: SourceText): { readonly root: SourceNode; readonly error: SourceNode | undefined } {
  const cursor = tree.walk();
  const hasError = tree.rootNode.hasError;
  const root = copy(cursor, source, undefined);
  let error: SourceNode | undefined;
  let parent: Draft = root;
  let depth = 1;
  let down = cursor.gotoFirstChild();
  while (depth > 0) {
    if (down) {
      const node = cursor.nodeIsNamed || cursor.currentFieldId !== 0 ? copy(cursor, source, parent) : undefined;
      if (node) parent.children.push(node);
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
  return { root, error };
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
