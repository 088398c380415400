import type { Parser } from '../parser.js';

/**
 * Go: which programs there are, which clients their code constructs and calls, with which deadlines and retries, which handlers
 * reach them. All source of a tree is one unit, because imports cross modules. The grammar is loaded only when needed.
 */
export const goParser: Parser = {
  id: 'go',
  claims: (path) => path.endsWith('.go') || path === 'go.mod' || path.endsWith('/go.mod'),
  units: (claimed) => (claimed.some((path) => path.endsWith('.go')) ? [{ id: 'go:.', parser: 'go', root: '.', files: claimed }] : []),
  async parse(unit, files) {
    const { analyze } = await import('./analyze.js');
    return analyze(unit.files.filter((path) => path.endsWith('.go')), files);
  },
};
