import { isKnown, isUnknown } from '../../analyzer/facts/value.js';
import type { CloudArgument, CloudObjectFact } from '../../analyzer/facts/types.js';

/** `backup_retention_period` and `BackupRetentionPeriod` are one argument. */
const plainName = (name: string): string => name.replaceAll('_', '').toLowerCase();

/**
 * An argument by its path, through blocks; `a.b|c` tries one path after the other. Of a list the first element counts, as blocks
 * that stand once are lists of one. Where something on the way is unknown, so is the argument.
 */
export function given(of: CloudObjectFact | CloudArgument, paths: string): CloudArgument | undefined {
  for (const path of paths.split('|')) {
    const found = path.split('.').reduce<CloudArgument | undefined>((at, name) => at && step(at, name), 'kind' in of ? { fields: of.given, at: of.at } : of);
    if (found) return found;
  }
  return undefined;
}

function step(from: CloudArgument, name: string): CloudArgument | undefined {
  if ('items' in from) return from.items[0] && step(from.items[0], name);
  if (!('fields' in from)) return isUnknown(from) ? from : undefined;
  if (Object.hasOwn(from.fields, name)) return from.fields[name];
  const key = Object.keys(from.fields).find((one) => plainName(one) === plainName(name));
  return key === undefined ? undefined : from.fields[key];
}

/** The elements of a list of blocks or values; one thing by itself. */
export const elementsOf = (argument: CloudArgument | undefined): readonly CloudArgument[] => (argument === undefined ? [] : 'items' in argument ? argument.items : [argument]);

/** The argument's known value: undefined when it is absent, a block, or unknown. Of a list of one, that one. */
export function plain(argument: CloudArgument | undefined): string | number | boolean | undefined {
  if (argument === undefined || 'fields' in argument) return undefined;
  if ('items' in argument) return argument.items.length === 1 ? plain(argument.items[0]) : undefined;
  return isKnown(argument) ? argument.value : undefined;
}

export const textAt = (of: CloudObjectFact | CloudArgument, paths: string): string | undefined => {
  const value = plain(given(of, paths));
  return value === undefined ? undefined : String(value);
};

/** It is there, and nobody can say what it is. */
export const isOpen = (argument: CloudArgument | undefined): boolean => argument !== undefined && !('items' in argument) && !('fields' in argument) && isUnknown(argument);

/** Addresses of the resources that an argument comes from, however deep. */
export function refsIn(argument: CloudArgument | undefined): readonly string[] {
  if (argument === undefined) return [];
  if ('items' in argument) return argument.items.flatMap(refsIn);
  return 'fields' in argument ? Object.values(argument.fields).flatMap(refsIn) : (argument.refs ?? []);
}
