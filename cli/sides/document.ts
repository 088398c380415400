import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sideOfBaseline, type Baseline } from '../../analyzer/drift/baseline.js';
import { knowsAll, type Side } from '../../analyzer/drift/side.js';
import { sideOfResult } from '../../analyzer/drift/side-of-run.js';
import type { GraphDocument } from '../../analyzer/graph/document.js';
import type { Result } from '../../analyzer/report/result.js';
import { UsageError } from '../errors.js';
import { packageFile } from '../package.js';

/** A document that was saved before; which one it is, it says itself. */
export type SavedDocument = GraphDocument | Result | Side | Baseline;

const KINDS = ['graph', 'result', 'snapshot', 'baseline'] as const;
type Kind = (typeof KINDS)[number];

export interface Saved<D extends SavedDocument = SavedDocument> {
  readonly document: D;
  readonly text: string;
}

/** Reads and checks one; `only` where just one kind will do; `file`: as messages name it. */
export function readDocument(path: string, only?: Kind, file = path): Saved {
  const text = readText(path, file, only);
  const document = parse(file, text, only);
  const kind = kindOf(file, document, only);
  const wrong = violations(kind, document);
  if (wrong !== undefined) throw new UsageError(`${file} is no ${kind} of Faultline: ${wrong}. ${renew(kind)}`);
  return { document: document as SavedDocument, text };
}

/** The document as a side of a comparison. */
export function documentSide(file: string): Side {
  const { document, text } = readDocument(file);
  switch (document.schema) {
    case 'faultline/snapshot@1': return document;
    case 'faultline/baseline@1': return sideOfBaseline(document, file, text);
    case 'faultline/result@1': return sideOfResult(document, 'graph', file);
    case 'faultline/graph@1': return { schema: 'faultline/snapshot@1', source: 'graph', label: file, knows: knowsAll, graph: document, traits: {}, findings: [], rules: [] };
    default: return document satisfies never;
  }
}

function readText(path: string, file: string, only: Kind | undefined): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(only === 'baseline' ? `There is no baseline ${file}. Write one: faultline baseline write` : `${file} does not exist.`);
    throw new UsageError(`${file} could not be read (${code ?? 'unknown error'}).`);
  }
}

function parse(file: string, text: string, only: Kind | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const conflict = /^(<{7}|={7}|>{7})/m.exec(text);
    if (conflict) throw new UsageError(`${file} holds an unresolved merge. Its lists have one item a line: keep both sides' lines, or write it anew ("faultline baseline write").`);
    throw new UsageError(`${file} is not valid JSON (${(error as Error).message}). ${renew(only)}`);
  }
}

function kindOf(file: string, document: unknown, only: Kind | undefined): Kind {
  const schema = typeof document === 'object' && document !== null && 'schema' in document ? String(document.schema) : '';
  const [, name, version] = /^faultline\/([a-z]+)@(\d+)$/.exec(schema) ?? [];
  const kind = KINDS.find((one) => one === name);
  const wanted = only === undefined ? `one of ${KINDS.map((one) => `faultline/${one}@1`).join(', ')}` : `faultline/${only}@1`;
  if (kind === undefined || (only !== undefined && kind !== only)) throw new UsageError(`${file} has the schema ${JSON.stringify(schema)}, not ${wanted}. ${renew(only)}`);
  if (Number(version) > 1) throw new UsageError(`${file} was written by a newer Faultline (${schema}; this one reads ${kind}@1). Update Faultline, or write the file anew with this version.`);
  return kind;
}

function violations(kind: Kind, document: unknown): string | undefined {
  const ajv = new Ajv2020({ allowUnionTypes: true });
  for (const name of KINDS) ajv.addSchema(JSON.parse(readFileSync(packageFile(`schemas/${name}.schema.json`), 'utf8')) as object);
  const validate = ajv.getSchema(`https://faultline.dev/schemas/${kind}.schema.json`)!;
  if (validate(document) === true) return undefined;
  const [error] = validate.errors ?? [];
  return `"${(error?.instancePath ?? '').slice(1).replaceAll('/', '.') || 'the document'}" ${error?.message ?? 'is not valid'}`;
}

const renew = (kind: Kind | undefined): string => (kind === 'baseline' ? 'Take the last good version from git, or write it anew: faultline baseline write' : 'Write it anew.');
