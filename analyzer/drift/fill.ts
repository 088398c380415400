import { groupBy } from '../facts/groups.js';
import type { Component, Dependency, Evidence, GraphDocument, Setting } from '../graph/document.js';
import { compareText } from '../facts/place.js';
import { keyOf } from './document-system.js';
import type { Side } from './side.js';

/**
 * What a side cannot know it is taken to have as the other side has it: then it is no difference, and what follows from the graph
 * is computed for both sides over the same system. Not known is what the source never shows (`knows`), and what lay in a file
 * that could not be read.
 */
export function fill(side: Side, other: Side): Side {
  const isUnread = unreadIn(side.graph);
  const components = fillComponents(side, other, isUnread);
  const ids = new Set(components.map(({ id }) => id));
  const dependencies = fillDependencies(side, other, isUnread).filter(({ from, to }) => ids.has(from) && ids.has(to));
  return { ...side, graph: { ...side.graph, components, dependencies, settings: fillSettings(side, other, isUnread) } };
}

type IsUnread = (evidence: readonly Evidence[]) => boolean;

/** Files that are there and could not be read: what they said is unknown, not gone. */
export const unreadFiles = ({ problems }: GraphDocument): ReadonlySet<string> => new Set(problems.filter(({ severity, code }) => severity === 'error' || code === 'too-large').map(({ file }) => file));

/** Whether some of this was said in such files. */
function unreadIn(graph: GraphDocument): IsUnread {
  const unread = unreadFiles(graph);
  return (evidence) => unread.size > 0 && evidence.length > 0 && evidence.some(({ file }) => unread.has(file));
}

function fillComponents({ graph, knows }: Side, other: Side, isUnread: IsUnread): readonly Component[] {
  const theirs = new Map(other.graph.components.map((one) => [one.id, one]));
  const own = graph.components.map((one): Component => {
    const known = theirs.get(one.id);
    if (known === undefined) return one;
    const stacks = isUnread(known.evidence) ? union(one.stacks, known.stacks) : one.stacks;
    const { id, evidence, entry } = one;
    return knows.attributes ? { ...one, stacks } : { ...known, id, evidence, stacks, ...(entry ? { entry } : {}) };
  });
  const ids = new Set(graph.components.map(({ id }) => id));
  const unseen = other.graph.components.filter(({ id, evidence }) => !ids.has(id) && (!knows.components || isUnread(evidence)));
  return [...own, ...unseen].sort((a, b) => compareText(a.id, b.id));
}

function fillDependencies({ graph, knows }: Side, other: Side, isUnread: IsUnread): readonly Dependency[] {
  const shows = ({ evidence }: Dependency): boolean => !isUnread(evidence) && (knows.dependencies === 'all' || evidence.some(({ mechanism }) => knows.dependencies.includes(mechanism)));
  const row = ({ from, to, kind, phase }: Dependency): string => JSON.stringify([from, to, kind, phase]);
  const pair = ({ from, to }: Dependency): string => JSON.stringify([from, to]);
  const [theirRows, theirPairs] = [groupBy(other.graph.dependencies, row), groupBy(other.graph.dependencies, pair)];
  // Who only sees that two talk to each other is not asked how.
  const own = knows.calls ? graph.dependencies : graph.dependencies.flatMap((one) => theirPairs.get(pair(one))?.map((known) => ({ ...known, stacks: known.stacks, evidence: one.evidence })) ?? [one]);
  const merged = own.map((one): Dependency => {
    const [known] = theirRows.get(row(one)) ?? [];
    return known && !shows(known) ? { ...one, stacks: union(one.stacks, known.stacks) } : one;
  });
  const present = new Set(own.map(row));
  return [...merged, ...other.graph.dependencies.filter((one) => !present.has(row(one)) && !shows(one))];
}

function fillSettings({ graph, knows }: Side, other: Side, isUnread: IsUnread): readonly Setting[] {
  const isKnown = ({ name }: Setting): boolean => knows.settings === 'all' || knows.settings.includes(name);
  const taken = other.graph.settings.filter((one) => !isKnown(one) || isUnread([one.evidence]));
  const replaced = new Set(taken.map(({ on, name, stack }) => `${keyOf(on, name)} ${stack ?? ''}`));
  return [...graph.settings.filter((one) => isKnown(one) && !replaced.has(`${keyOf(one.on, one.name)} ${one.stack ?? ''}`)), ...taken];
}

const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();
