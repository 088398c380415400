import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import { concat, placeAt, sourceText } from '../../source/index.js';
import { parseXml, xmlChild, xmlWalk, type XmlElement } from '../build/xml.js';

/** A log appender that sends over the network. */
export interface Appender {
  readonly target: Template;
  readonly technology: string;
  readonly at: Place;
}

const NETWORK = [
  { appender: /logstash/i, technology: 'logstash' },
  { appender: /gelf|graylog/i, technology: 'graylog' },
  { appender: /fluen(?:cy|td)/i, technology: 'fluentd' },
  { appender: /loki/i, technology: 'loki' },
  { appender: /(?:amqp|rabbit)/i, technology: 'rabbitmq' },
  { appender: /kafka/i, technology: 'kafka' },
];

/** Reads logback and log4j2 files: destinations of appenders that something refers to. */
export function readAppenders(path: string, text: string): Appender[] {
  const root = parseXml(text);
  if (!root || !/^(?:configuration|included|appenders)$/i.test(root.name)) return [];
  const source = sourceText(path, text);
  const variables = variablesOf(root);
  return [...xmlWalk(root)].filter(({ name }) => name.toLowerCase() === 'appender').flatMap((appender): Appender[] => {
    const kind = NETWORK.find(({ appender: pattern }) => pattern.test(appender.attributes.get('class')?.value ?? ''));
    const host = xmlChild(appender, 'destination') ?? xmlChild(appender, 'remoteHost') ?? xmlChild(appender, 'syslogHost') ?? xmlChild(appender, 'host') ?? xmlChild(appender, 'graylogHost') ?? xmlChild(appender, 'http', 'url');
    if (!kind || !host || host.text === '') return [];
    const port = xmlChild(appender, 'port') ?? xmlChild(appender, 'graylogPort');
    const target = port && !host.text.includes(':') ? concat(substitute(host.text, variables), [{ text: ':' }], substitute(port.text, variables)) : substitute(host.text, variables);
    return [{ target, technology: kind.technology, at: placeAt(source, host.textStart, host.textEnd) }];
  });
}

/** `<property name= value=>` and Spring's `<springProperty name= source= defaultValue=>`. */
function variablesOf(root: XmlElement): ReadonlyMap<string, Template> {
  const variables = new Map<string, Template>();
  for (const { name, attributes } of xmlWalk(root)) {
    const key = attributes.get('name')?.value ?? attributes.get('scope')?.value;
    const [source, fallback, value] = [attributes.get('source')?.value, attributes.get('defaultValue')?.value, attributes.get('value')?.value];
    if (key === undefined) continue;
    if (/^springproperty$/i.test(name) && source !== undefined) variables.set(key, [{ property: source, ...(fallback === undefined ? {} : { fallback: [{ text: fallback }] }) }]);
    else if (/^(?:property|variable)$/i.test(name) && value !== undefined) variables.set(key, substitute(value, variables));
  }
  return variables;
}

/** Logback's `${name:-fallback}`. */
function substitute(text: string, variables: ReadonlyMap<string, Template>): Template {
  return concat(
    ...text.split(/(\$\{[^{}]*\})/).map((piece): Template => {
      const found = /^\$\{([^{}:]+)(?::-(.*))?\}$/.exec(piece);
      if (!found) return [{ text: piece }];
      return variables.get(found[1]!) ?? [{ property: found[1]!, ...(found[2] === undefined ? {} : { fallback: [{ text: found[2] }] }) }];
    }),
  );
}
