import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import { folderOf, isWithin } from '../paths.js';
import type { SourceTree } from '../tree.js';
import { originOf } from './address.js';

export interface Datasource {
  readonly targets: readonly Template[];
  readonly protocol: string | undefined;
  readonly at: Place;
}

const PROTOCOLS: Readonly<Record<string, string>> = { postgresql: 'postgresql', postgres: 'postgresql', cockroachdb: 'postgresql', mysql: 'mysql', mongodb: 'mongodb', sqlserver: 'sqlserver' };

/** The datasource that Prisma's schema declares: of the package that the code is in, else of the nearest folder above. */
export function datasourceOf(tree: SourceTree, from: string): Datasource | undefined {
  const root = tree.manifests.of(from)?.root ?? '.';
  const schemas = tree.files.paths.filter((path) => path.endsWith('.prisma'));
  const near = schemas.find((path) => isWithin(root, path)) ?? schemas.find((path) => isWithin(folderOf(folderOf(path)), from)) ?? (schemas.length === 1 ? schemas[0] : undefined);
  const text = near === undefined ? undefined : tree.files.read(near);
  return near === undefined || text === undefined ? undefined : readDatasource(near, text);
}

function readDatasource(file: string, text: string): Datasource | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^\s*datasource\s+\w+\s*\{/.test(line));
  const end = lines.findIndex((line, i) => i > start && /^\s*\}/.test(line));
  if (start === -1 || end === -1) return undefined;
  const block = lines.slice(start, end);
  const provider = block.map((line) => /^\s*provider\s*=\s*"(\w+)"/.exec(line)?.[1]).find((p) => p !== undefined);
  const index = block.findIndex((line) => /^\s*url\s*=/.test(line));
  if (index === -1) return undefined;
  const line = block[index]!;
  const variable = /env\("([^"]+)"\)/.exec(line)?.[1];
  const written = /=\s*"([^"]*)"/.exec(line)?.[1];
  const target: Template | undefined = variable !== undefined ? [{ env: variable }] : written !== undefined ? originOf([{ text: written }]) : undefined;
  const column = line.search(/\S/) + 1;
  return { targets: target ? [target] : [], protocol: provider !== undefined && Object.hasOwn(PROTOCOLS, provider) ? PROTOCOLS[provider] : undefined, at: { file, line: start + index + 1, column, length: line.trim().length } };
}
