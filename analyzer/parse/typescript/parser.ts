import type { ParseResult, Parser } from '../parser.js';
import { baseName } from './paths.js';
import { SOURCE_FILE } from './scan.js';

const CONFIGURATION = /^(?:package\.json|[tj]sconfig(?:\.[\w-]+)?\.json|nest-cli\.json|.*\.prisma)$/;

/**
 * TypeScript and JavaScript: which packages there are, which clients their code constructs and calls, with which timeouts and
 * retries, which handlers reach them, and which state they keep. All source of a tree is one unit, because imports cross
 * packages. The compiler is loaded only when there is something to parse: it costs more than linting a small repository.
 */
export const typescriptParser: Parser = {
  id: 'typescript',
  claims: (path) => SOURCE_FILE.test(path) || CONFIGURATION.test(baseName(path)),
  units: (claimed) => (claimed.length === 0 ? [] : [{ id: 'typescript:.', parser: 'typescript', root: '.', files: claimed }]),
  async parse(unit, files) {
    const { readTree } = await import('./tree.js');
    const tree = readTree(unit.files, files);
    if (tree.candidates.length === 0 && tree.rewriting.length === 0) return (await import('./package-facts.js')).manifestFacts(tree);
    const { analyze } = await import('./analyze.js');
    try {
      return analyze(tree);
    } catch (error) {
      return unread((await import('./package-facts.js')).manifestFacts(tree), (tree.candidates[0] ?? tree.rewriting[0])!, error);
    }
  },
};

/** Code that defeats the analysis must not stop the run: the packages stay, and the report says that their calls are missing. */
function unread(known: ParseResult, file: string, error: unknown): ParseResult {
  const message = `The calls of the TypeScript and JavaScript code are not known: ${error instanceof Error ? error.message : String(error)}. Please report this with the code that causes it.`;
  return { ...known, problems: [...known.problems, { code: 'typescript-unread', file, line: 1, column: 1, severity: 'error', message }] };
}
