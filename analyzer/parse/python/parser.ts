import type { Parser } from '../parser.js';

const MANIFEST = /(?:^|\/)(?:requirements(?:[-.][\w-]+)?\.(?:txt|in)|pyproject\.toml|setup\.cfg|Pipfile)$/;

/**
 * Python: which packages there are, which clients their code constructs and calls, with which timeouts and retries, which
 * handlers reach them. All source of a tree is one unit, because imports cross folders. The grammar is loaded only when needed.
 */
export const pythonParser: Parser = {
  id: 'python',
  claims: (path) => path.endsWith('.py') || MANIFEST.test(path),
  units: (claimed) => (claimed.some((path) => path.endsWith('.py')) ? [{ id: 'python:.', parser: 'python', root: '.', files: claimed }] : []),
  async parse(unit, files) {
    const { analyze } = await import('./analyze.js');
    return analyze(unit.files.filter((path) => path.endsWith('.py')), files);
  },
};
