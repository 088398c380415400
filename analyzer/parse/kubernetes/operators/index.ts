import type { KindReader } from '../object.js';
import { brokers } from './brokers.js';
import { databases } from './databases.js';
import { readOperator, type OperatorKind } from './operator.js';
import { stores } from './stores.js';

const all: readonly OperatorKind[] = [...databases, ...brokers, ...stores];

/** Readers of every operator's kinds, by API group and kind. */
export const operatorKinds: Readonly<Record<string, Readonly<Record<string, KindReader>>>> = Object.fromEntries(
  [...new Set(all.map(({ group }) => group))].map((group) => [group, Object.fromEntries(all.filter((operator) => operator.group === group).map((operator) => [operator.kind, (object) => readOperator(operator, object)] satisfies [string, KindReader]))]),
);
