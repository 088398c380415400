import { API_FIELDS, API_KINDS } from './api-fields.js';

/**
 * A field's type by a code: `#` number, `?` true or false, `"` text, `$` text that may be a quantity, `%` number or text, `*`
 * anything, `[x` a list of x, `{x` a map of x, else the name of a model.
 */
export interface ApiField {
  readonly type: string;
  readonly required: boolean;
}

const models = new Map<string, ReadonlyMap<string, ApiField>>();

/** The model of a built-in kind; undefined for others, and for versions of the API that are gone. */
export const modelOf = (apiVersion: string, kind: string): string | undefined => {
  const key = `${apiVersion} ${kind}`;
  return Object.hasOwn(API_KINDS, key) ? API_KINDS[key] : undefined;
};

/** The fields of a model by name; undefined for what is no model. */
export function fieldsOf(model: string): ReadonlyMap<string, ApiField> | undefined {
  const known = models.get(model);
  if (known !== undefined || !Object.hasOwn(API_FIELDS, model)) return known;
  const fields = new Map(API_FIELDS[model]!.split(' ').filter(Boolean).map((entry): [string, ApiField] => {
    const [name = '', type = ''] = entry.split(':');
    return name.endsWith('!') ? [name.slice(0, -1), { type, required: true }] : [name, { type, required: false }];
  }));
  models.set(model, fields);
  return fields;
}
