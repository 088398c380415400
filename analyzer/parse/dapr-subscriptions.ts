import { literal } from '../facts/template.js';
import type { ClientFact } from '../facts/types.js';
import { placeAt, sourceText } from './source/index.js';

/** A flat object of any language's syntax; nested ones have their own. */
const OBJECT = /\{([^{}]{1,600})\}/g;
const PUBSUB = /\bpubsubname["']?\s*[:=]\s*["'`]([\w.-]{1,80})["'`]/i;
const TOPIC = /\btopic["']?\s*[:=]\s*["'`]([\w./-]{1,120})["'`]/i;

/**
 * What a program answers its sidecar with when it is asked for its subscriptions: objects with the broker's component and a
 * topic. https://docs.dapr.io/developing-applications/building-blocks/pubsub/subscription-methods/#programmatic-subscriptions
 */
export function daprSubscriptions(path: string, text: string, packagesOf: () => readonly string[]): ClientFact[] {
  const packages = text.includes('/dapr/subscribe') ? packagesOf() : [];
  if (packages.length === 0) return [];
  const source = sourceText(path, text);
  return [...text.matchAll(OBJECT)].flatMap((object): ClientFact[] => {
    const [pubsub, topic] = [PUBSUB.exec(object[1]!)?.[1], TOPIC.exec(object[1]!)?.[1]];
    if (pubsub === undefined || topic === undefined) return [];
    const at = placeAt(source, object.index, object.index + object[0].length);
    return [{ kind: 'client', id: `${at.file}:${at.line}:${at.column}:subscription`, packages, library: 'dapr', dependency: 'consumes', protocol: 'dapr', targets: [literal(pubsub)], targetAt: at, channels: [literal(topic)], at, calls: [], phase: 'request', strength: 'hard', settings: [] }];
  });
}
