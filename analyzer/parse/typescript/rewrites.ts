import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import { showTemplate, type Template } from '../../facts/template.js';
import type { ClientFact } from '../../facts/types.js';
import { option, type Setting } from './clients/library.js';
import { originOf, pathOf, urlForm } from './engine/address.js';
import { readSettings } from './engine/settings.js';
import { isResolved } from './engine/variants.js';
import type { Runners } from './engine/usage.js';
import { memberValue } from './evaluate/members.js';
import { textOf, type Value } from './evaluate/value.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { isFunctionNode, nameText, returnsOf, walk, type FunctionNode } from './source/syntax.js';

/** Next.js hands over to another server what matches a rule, and waits half a minute unless it is told otherwise. */
const LIMIT: Setting = { name: 'timeoutOnCall', source: option('experimental.proxyTimeout'), as: 'limit', otherwise: 30_000 };

interface Rule {
  readonly destination: Template;
  readonly at: ts.Node;
}

/**
 * What a web server's `rewrites()` route to other servers, one client for each. A redirect is none: the visitor's browser follows
 * it, and the server does not care whether anybody answers.
 */
export function rewritesOf(program: Program, runners: Runners): ClientFact[] {
  const facts = program.tree.rewriting.flatMap((path) => {
    const source = program.space.module(path)?.source;
    return source ? tablesIn(source).flatMap((table) => factsOf(program, runners, table)) : [];
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

interface Table {
  readonly options: ts.ObjectLiteralExpression;
  readonly property: ts.ObjectLiteralElementLike;
  readonly rules: FunctionNode;
}

function tablesIn(source: ts.SourceFile): Table[] {
  const found: Table[] = [];
  walk(source, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    for (const property of node.properties) {
      const rules = ts.isPropertyAssignment(property) ? property.initializer : property;
      if (property.name && nameText(property.name) === 'rewrites' && isFunctionNode(rules)) found.push({ options: node, property, rules });
    }
  });
  return found;
}

function factsOf(program: Program, runners: Runners, { options, property, rules }: Table): ClientFact[] {
  const { context } = program;
  const packages = runners(property);
  const byOrigin = new Map<string, Rule[]>();
  for (const rule of returnsOf(rules).flatMap((node) => rulesIn(program, context.value(node, context.root), node, 0))) {
    const key = JSON.stringify(originOf(rule.destination));
    byOrigin.set(key, [...(byOrigin.get(key) ?? []), rule]);
  }
  const settings = readSettings(context, { call: property, arguments: [options], frame: context.root }, [LIMIT]);
  return packages.length === 0 ? [] : [...byOrigin.values()].map((same): ClientFact => {
    const at = placeOf(same[0]!.at);
    return {
      kind: 'client', id: `${at.file}:${at.line}:${at.column}`, packages, library: 'http-proxy-node', dependency: 'routes', protocol: 'http',
      targets: [originOf(same[0]!.destination)], targetAt: at, channels: [], at,
      calls: same.map((rule) => ({ at: placeOf(rule.at), path: showTemplate(pathOf(rule.destination)) })), phase: 'request', strength: 'hard', settings,
    };
  });
}

const MAX_DEPTH = 4;

/** A list of rules, or lists by when they apply: `{beforeFiles, afterFiles, fallback}`. */
function rulesIn(program: Program, value: Value, at: ts.Node, depth: number): Rule[] {
  const { context } = program;
  if (depth > MAX_DEPTH) return [];
  if (value.kind === 'list') {
    return value.elements.flatMap((element) => {
      const node = ts.isSpreadElement(element) ? element.expression : element;
      return rulesIn(program, context.value(node, value.frame), node, depth + 1);
    });
  }
  if (value.kind !== 'object') return [];
  const destination = textOf(memberValue(context, value, 'destination', at));
  if (destination) return isElsewhere(destination) ? [{ destination, at }] : [];
  return ['beforeFiles', 'afterFiles', 'fallback'].flatMap((name) => rulesIn(program, memberValue(context, value, name, at), at, depth + 1));
}

/** Paths stay with the server itself; a host that is taken from the request (`//:tenant.`) is nobody in particular. */
const isElsewhere = (destination: Template): boolean => urlForm(destination) === 'absolute' && isResolved(destination) && !destination.some((part) => 'text' in part && /\/\/[^/]*:[a-z]/i.test(part.text));
