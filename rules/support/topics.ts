import type { Place } from '../../analyzer/facts/place.js';
import { isKnown } from '../../analyzer/facts/value.js';
import type { StackView, System } from '../../analyzer/system/system.js';
import { askedFor, declaredIn, plainName } from './channels.js';
import { given, plain } from './cloud-arguments.js';

/** A topic that something declares; `partitions` is undefined where nobody can say. */
export interface Topic {
  readonly name: string;
  readonly partitions: number | undefined;
  readonly at: Place;
}

/** Topics by name, of one stack or, where a stack has none of that name, of all and of the code: topics are often made elsewhere than their users. */
export function topicsOf(system: System): (view: StackView, name: string) => Topic | undefined {
  const byView = new Map(system.stacks.map((view) => [view, [...objectTopics(view), ...cloudTopics(view)]]));
  const all = [...[...byView.values()].flat(), ...codeTopics(system)];
  return (view, name) => agreed((byView.get(view) ?? []).filter((topic) => topic.name === name)) ?? agreed(all.filter((topic) => topic.name === name));
}

/** Several of one name (environments, clusters) are one only while they are cut alike. */
const agreed = (same: readonly Topic[]): Topic | undefined => (same.every(({ partitions }) => partitions === same[0]?.partitions) ? same[0] : undefined);

function objectTopics(view: StackView): Topic[] {
  return view.objects.filter(({ ref }) => ref.kind === 'KafkaTopic').flatMap(({ fields: { topic, partitions } }) =>
    isKnown(topic) ? [{ name: String(topic.value), partitions: isKnown(partitions) && typeof partitions.value === 'number' ? partitions.value : undefined, at: partitions?.at ?? topic.at }] : [],
  );
}

function codeTopics(system: System): Topic[] {
  return declaredIn(system).filter(({ protocol }) => protocol === 'kafka').flatMap((fact) => {
    const [name, asked] = [plainName(fact.name), askedFor(fact, 'partitions')];
    // Zero and less leave it to the broker.
    const partitions = typeof asked === 'object' && typeof asked.value === 'number' && asked.value > 0 ? asked.value : undefined;
    return name === undefined ? [] : [{ name, partitions, at: typeof asked === 'object' ? asked.at : fact.at }];
  });
}

/** Terraform providers' topics: their arguments for the name and the number of partitions. */
const CLOUD_TOPICS: Readonly<Record<string, readonly [name: string, partitions: string]>> = {
  kafka_topic: ['name', 'partitions'],
  aiven_kafka_topic: ['topic_name', 'partitions'],
  confluent_kafka_topic: ['topic_name', 'partitions_count'],
};

function cloudTopics(view: StackView): Topic[] {
  return (view.cloud ?? []).flatMap(({ fact }) => {
    const [named, cut] = (Object.hasOwn(CLOUD_TOPICS, fact.type) && CLOUD_TOPICS[fact.type]) || [];
    if (named === undefined || cut === undefined) return [];
    const [name, partitions] = [plain(given(fact, named)), plain(given(fact, cut))];
    return name === undefined ? [] : [{ name: String(name), partitions: typeof partitions === 'number' ? partitions : undefined, at: given(fact, cut)?.at ?? fact.at }];
  });
}
