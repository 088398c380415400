/** Who may import whom: folder -> what its files may import besides themselves. What is not listed may not be imported. */
export interface Layer {
  readonly of: string;
  readonly may: readonly string[];
  /** Why the border is there. */
  readonly because: string;
}

const MODEL = ['analyzer/facts', 'analyzer/graph', 'analyzer/system', 'analyzer/report'] as const;

export const layers: readonly Layer[] = [
  { of: 'analyzer/facts', may: [], because: 'facts are plain data that every stage shares' },
  { of: 'analyzer/graph', may: [], because: 'graph algorithms know nodes and edges, nothing of services; the report page runs them too' },
  { of: 'analyzer/knowledge', may: ['analyzer/facts', 'analyzer/graph'], because: 'what is known of images and libraries depends on no input' },
  { of: 'analyzer/config', may: [...MODEL], because: 'the configuration is data; loading it is the command line\'s' },
  { of: 'analyzer/discover', may: ['analyzer/facts', 'analyzer/parse/parser', 'analyzer/parse/memory-files'], because: 'the only stage that reads the disk knows no input language' },
  { of: 'analyzer/cluster', may: [], because: 'reading a cluster knows its API, and nothing of what its objects mean' },
  { of: 'analyzer/live', may: ['analyzer/facts', 'analyzer/parse/kubernetes', 'analyzer/parse/yaml', 'analyzer/link/stacks'], because: 'what runs is facts like what is declared; where it was read is not asked' },
  { of: 'analyzer/telemetry', may: ['analyzer/facts', 'analyzer/graph'], because: 'what was seen is compared with the graph document; no parser and no linker is needed' },
  { of: 'analyzer/parse', may: ['analyzer/facts', 'analyzer/knowledge', 'analyzer/graph/document', 'analyzer/discover/tree'], because: 'parsers are pure functions of the bytes they are handed' },
  { of: 'analyzer/link', may: ['analyzer/config', 'analyzer/knowledge', ...MODEL], because: 'linking works on facts; it never looks at a file again' },
  { of: 'analyzer/system', may: ['analyzer/facts', 'analyzer/graph'], because: 'the system is the graph and the facts behind it' },
  { of: 'analyzer/propagation', may: ['analyzer/graph', 'analyzer/system', 'analyzer/facts'], because: 'analysis works on the linked system' },
  { of: 'analyzer/report', may: ['analyzer/facts', 'analyzer/graph'], because: 'the result is plain data' },
  { of: 'analyzer/check', may: ['analyzer/config', 'analyzer/propagation', 'analyzer/version', 'rules/define', ...MODEL], because: 'checking runs rules over the system and never sees a parser' },
  { of: 'analyzer/drift', may: ['analyzer/check/fingerprint', 'analyzer/propagation', 'analyzer/version', ...MODEL], because: 'a comparison sees two finished results, never how they came about' },
  { of: 'rules', may: ['analyzer/propagation', 'analyzer/knowledge', 'analyzer/config/nearest', ...MODEL], because: 'rules see the system and its analysis, never files' },
  { of: 'reporters', may: ['analyzer/propagation', 'analyzer/drift', ...MODEL], because: 'reporters are pure functions of the result' },
  { of: 'cli', may: ['analyzer', 'rules/index', 'rules/define', 'rules/support', 'reporters'], because: 'the command line puts the stages together; nothing imports it' },
];

/** Input languages may share these, and nothing else of each other. */
export const sharedByParsers = ['yaml', 'dotenv', 'source', 'config', 'kubernetes', 'cloud'] as const;

/** The modules of Node.js that code outside tests and scripts may use, by folder. `path` computes and touches nothing. */
export const platform: Readonly<Record<string, readonly string[]>> = {
  analyzer: ['path'],
  'analyzer/discover': ['fs'],
  // The network is used here and nowhere else: one API server, asked by `connect.ts`.
  'analyzer/cluster': ['http', 'https', 'os', 'path', 'timers/promises'],
  // Its own data file.
  'analyzer/knowledge': ['fs', 'url'],
  // Grammars, from their packages.
  'analyzer/parse/source': ['fs', 'module'],
  // Generated objects are named by the hash of their content.
  'analyzer/parse/kustomize': ['crypto'],
  // Charts hash their own text, and come packaged.
  'analyzer/parse/helm': ['crypto', 'zlib'],
  'analyzer/check': ['crypto'],
  // The page's own script and style.
  'reporters/html': ['fs', 'url', 'path'],
  // A page's content policy names its script and style by their hashes.
  'reporters/shell': ['crypto'],
  cli: ['fs', 'path', 'url'],
  // Revisions are read by git itself; nothing of the analysed tree is run.
  'cli/git': ['child_process'],
};
