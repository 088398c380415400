import { API_FIELDS, API_KINDS } from './api-fields.js';

/**
 * What a field takes. In the table a code: `[x` a list of x, `{x` a map of x, `#` number, `?` true or false, `"` text, `$` text
 * that may be a quantity, `%` number or text, `*` anything, else the name of a model.
 */
export type ApiType =
  | { readonly is: 'list' | 'map'; readonly of: ApiType }
  | { readonly is: 'model'; readonly name: string }
  | { readonly is: 'scalar'; readonly code: string };

export interface ApiModel {
  /** By field. */
  readonly fields: ReadonlyMap<string, ApiType>;
  readonly required: readonly string[];
}

const models = new Map<string, ApiModel>();

/** The name of a built-in kind's model; undefined for others, and for versions of the API that are gone. */
export const modelNameOf = (apiVersion: string, kind: string): string | undefined => {
  const key = `${apiVersion} ${kind}`;
  return Object.hasOwn(API_KINDS, key) ? API_KINDS[key] : undefined;
};

/** A model by its name; undefined for what is none. */
export function modelOf(name: string): ApiModel | undefined {
  const known = models.get(name);
  if (known !== undefined || !Object.hasOwn(API_FIELDS, name)) return known;
  const entries = API_FIELDS[name]!.split(' ').filter(Boolean).map((entry) => entry.split(':') as [string, string]);
  const plain = (field: string): string => field.replace('!', '');
  const model = { fields: new Map(entries.map(([field, code]) => [plain(field), typeOf(code)])), required: entries.filter(([field]) => field.endsWith('!')).map(([field]) => plain(field)) };
  models.set(name, model);
  return model;
}

function typeOf(code: string): ApiType {
  if (code.startsWith('[')) return { is: 'list', of: typeOf(code.slice(1)) };
  if (code.startsWith('{')) return { is: 'map', of: typeOf(code.slice(1)) };
  return code.length === 1 ? { is: 'scalar', code } : { is: 'model', name: code };
}
