import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Project, type Type } from 'ts-morph';
import { expect, it } from 'vitest';

/** The schemas are written by hand; these compare them with the types that the code is written against. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const path = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const project = new Project({ tsConfigFilePath: path('tsconfig.json'), skipAddingFilesFromTsConfig: true });
const sources = ['analyzer/graph/document.ts', 'analyzer/report/result.ts', 'analyzer/facts/place.ts', 'analyzer/facts/objects.ts', 'analyzer/drift/side.ts', 'analyzer/drift/drift.ts', 'analyzer/drift/baseline.ts', 'analyzer/drift/trend.ts'].map((file) => project.addSourceFileAtPath(path(file)));

const typeNamed = (name: string): Type | undefined =>
  sources.map((source) => source.getInterface(name) ?? source.getTypeAlias(name)).find((declaration) => declaration !== undefined)?.getType();

function differences(schema: Schema, type: Type, at: string): string[] {
  const values = type.getNonNullableType();
  if (schema.enum) return same(`${at} values`, schema.enum.map(String), (values.isUnion() ? values.getUnionTypes() : [values]).map((one) => String(one.getLiteralValue())));
  if (schema.items) return differences(schema.items, values.getNumberIndexType() ?? values.getArrayElementTypeOrThrow(), `${at}[]`);
  if (!schema.properties || values.isUnion()) return [];
  const properties = values.getProperties();
  // The code hands it on as it is; what it has to hold is the schema's to say.
  if (properties.length === 0) return [];
  return [
    ...same(`${at} keys`, Object.keys(schema.properties), properties.map((one) => one.getName())),
    ...same(`${at} required keys`, schema.required ?? [], properties.filter((one) => !one.isOptional()).map((one) => one.getName())),
    ...properties.flatMap((one) => {
      const inner = schema.properties?.[one.getName()];
      return inner ? differences(inner, one.getTypeAtLocation(one.getDeclarations()[0]!), `${at}.${one.getName()}`) : [];
    }),
  ];
}

const same = (what: string, schema: readonly string[], code: readonly string[]): string[] =>
  JSON.stringify([...schema].sort()) === JSON.stringify([...code].sort()) ? [] : [`${what}: schema has ${[...schema].sort().join(' ')}, code has ${[...code].sort().join(' ')}`];

it.each([
  ['graph', 'GraphDocument'],
  ['result', 'Result'],
  ['snapshot', 'Side'],
  ['baseline', 'Baseline'],
  ['drift', 'Drift'],
  ['trend', 'Trend'],
])('schemas/%s.schema.json says what the type %s says', (file, root) => {
  const schema = JSON.parse(readFileSync(path(`schemas/${file}.schema.json`), 'utf8')) as Schema;
  const named = Object.entries({ [root]: schema, ...schema.$defs }).filter(([name]) => name !== 'SuppressedFinding');
  const found = named.flatMap(([name, part]) => {
    const type = typeNamed(name);
    return type ? differences(part, type, name) : [`${name}: no such type`];
  });
  expect(found).toEqual([]);
});
