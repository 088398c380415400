import { push } from '../../analyzer/facts/groups.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { CloudArgument, CloudObjectFact } from '../../analyzer/facts/types.js';
import type { Severity } from '../../analyzer/report/result.js';
import type { CloudObject, StackView } from '../../analyzer/system/system.js';
import { servesUsers, type Peer, type RuleContext } from '../define.js';
import { elementsOf, given, isOpen, plain, refsIn } from './cloud-arguments.js';

/** One row of a rule about cloud resources: whose argument must be what, and what happens otherwise. */
export interface CloudCheck {
  /** What the option `checks` calls it. */
  readonly name: string;
  /** Ids of other tools' checks that look for the same. */
  readonly peers: readonly string[];
  /** Resource types by Terraform's name; by CloudFormation's where Terraform has none. */
  readonly types: readonly string[] | 'any';
  readonly judge: Judge;
  /** What happens to whom, without the reason: `if its zone fails, orders is gone until ...`. */
  readonly says: (name: string) => string;
  readonly fix: string;
  /** The lines to add, in the template's language. */
  readonly lines?: { readonly hcl?: string; readonly yaml?: string };
  /** Left out unless `checks` names it: what is disputed, or what the platform does by default. */
  readonly onDemand?: true;
  /** Highest severity of the row; the rule's where it does not say. */
  readonly severity?: Severity;
}

/** The reason why it fails, with its place; `true` when all is well, undefined when nobody can tell. */
export type Verdict = true | undefined | { readonly reason: string; readonly at: Place };
export type Judge = (object: CloudObjectFact, among: readonly CloudObject[]) => Verdict;

type Plain = string | number | boolean;

/** The argument must be like this. `absent`: what holds when nobody writes it, as the provider documents. */
export const argument = (paths: string, want: (value: Plain) => boolean, absent: boolean, unset = 'is not set'): Judge => (object) => {
  const found = given(object, paths);
  const name = nameIn(object, paths);
  if (found === undefined) return absent ? true : { reason: `${name} ${unset}`, at: object.at };
  if (isOpen(found)) return undefined;
  const value = plain(found);
  if (value === undefined) return 'fields' in found || ('items' in found && found.items.length > 0) ? undefined : absent || { reason: `${name} ${unset}`, at: found.at };
  return want(value) || { reason: `${name} is ${String(value)}`, at: found.at };
};

/** The argument, or the block, must be there. */
export const present = (paths: string): Judge => (object) => given(object, paths) !== undefined || { reason: `${nameIn(object, paths)} is not set`, at: object.at };

/** Not judged where this holds. */
export const unless = (exempt: (object: CloudObjectFact, among: readonly CloudObject[]) => boolean, judge: Judge): Judge => (object, among) => (exempt(object, among) ? undefined : judge(object, among));

/** All must hold; the first that does not is the reason. */
export const both = (...judges: readonly Judge[]): Judge => (object, among) => {
  const verdicts = judges.map((judge) => judge(object, among));
  return verdicts.find((verdict) => verdict !== true && verdict !== undefined) ?? (verdicts.includes(undefined) ? undefined : true);
};

/** One must hold; where none is known to and one may, nobody can tell. */
export const either = (...judges: readonly Judge[]): Judge => (object, among) => {
  const verdicts = judges.map((judge) => judge(object, among));
  if (verdicts.includes(true) || verdicts.includes(undefined)) return verdicts.includes(true) || undefined;
  // What somebody wrote tells more than what nobody did.
  return verdicts.find((verdict) => typeof verdict === 'object' && verdict.at !== object.at) ?? verdicts[0];
};

export const isTrue = (value: Plain): boolean => String(value).toLowerCase() === 'true';
export const oneOf = (...values: readonly Plain[]) => (value: Plain): boolean => values.some((one) => String(one).toLowerCase() === String(value).toLowerCase());
export const noneOf = (...values: readonly Plain[]) => (value: Plain): boolean => !oneOf(...values)(value);
export const atLeast = (least: number) => (value: Plain): boolean => Number(value) >= least;

/** In the words of the template's language. */
function nameIn({ language }: CloudObjectFact, paths: string): string {
  const alternatives = paths.split('|');
  const name = (language === 'cloudformation' ? alternatives.find((one) => /^[A-Z]/.test(one)) : undefined) ?? alternatives[0]!;
  return language === 'cloudformation' && !/^[A-Z]/.test(name) ? name.replace(/(^|[_.])([a-z])/g, (_, before: string, letter: string) => (before === '.' ? '.' : '') + letter.toUpperCase()) : name;
}

/** Others that an argument of theirs ties to this resource: `bucket = aws_s3_bucket.logs.id`, or its literal name. */
export function tiedTo(object: CloudObjectFact, among: readonly CloudObject[], types: readonly string[], by?: string, ownName?: string): readonly CloudObjectFact[] {
  const name = ownName === undefined ? undefined : plain(given(object, ownName));
  return types.flatMap((type) => byType(among).get(type) ?? []).filter((fact) => {
    const tie: CloudArgument | undefined = by === undefined ? { fields: fact.given, at: fact.at } : given(fact, by);
    return refsIn(tie).includes(object.address) || (name !== undefined && elementsOf(tie).some((one) => plain(one) === name));
  });
}

/** Each stack's resources by type: rules ask for the same types again and again. */
function byType(among: readonly CloudObject[]): ReadonlyMap<string, readonly CloudObjectFact[]> {
  const known = indexes.get(among);
  if (known) return known;
  const index = new Map<string, CloudObjectFact[]>();
  for (const { fact } of among) push(index, fact.type, fact);
  indexes.set(among, index);
  return index;
}

const indexes = new WeakMap<readonly CloudObject[], ReadonlyMap<string, readonly CloudObjectFact[]>>();

// ---------------------------------------------------------------- running them

/** The ids that rows cover, each with the rows that it stands for. */
export function peersOfChecks(checks: readonly CloudCheck[], extra: Readonly<Record<string, object>> = {}): Peer<{ checks: readonly string[] }>[] {
  const names = new Map<string, string[]>();
  for (const { name, peers } of checks) for (const id of peers) push(names, id, name);
  return [...names].map(([id, rows]) => ({ id, options: { checks: [...new Set(rows)], ...(Object.hasOwn(extra, id) ? extra[id] : {}) } }));
}

/** What runs by default. */
export const namesOfChecks = (checks: readonly CloudCheck[]): readonly string[] => checks.filter(({ onDemand }) => !onDemand).map(({ name }) => name);

export const checksDoc = (checks: readonly CloudCheck[]): string => {
  const more = checks.filter(({ onDemand }) => onDemand).map(({ name }) => `\`${name}\``);
  return `Names of the checks to run.${more.length === 0 ? '' : ` There are also ${[...new Set(more)].join(', ')}.`}`;
};

/** A datastore matters as much as what needs it. */
export const severityByUse = ({ system }: Pick<RuleContext, 'system'>): ((object: CloudObject) => Severity) => ({ component }) => (component !== undefined && system.in(component).length > 0 ? 'warning' : 'info');

type Context = RuleContext<{ checks: readonly string[] }>;

/**
 * Runs the rows that are switched on over every resource of their types. One declaration is judged once: stacks that serve users
 * come first, and where it is part of several, theirs is the finding. `toldElsewhere`: what another rule reports.
 */
export function runChecks(context: Context, checks: readonly CloudCheck[], highest: (object: CloudObject, view: StackView) => Severity, toldElsewhere: (object: CloudObject) => boolean = () => false): void {
  const chosen = checks.filter(({ name }) => context.options.checks.includes(name));
  const failures = new Map<string, Failure & { readonly all: Set<string> }>();
  for (const view of context.stacks)
    for (const object of view.cloud ?? [])
      for (const check of chosen) {
        if ((check.types !== 'any' && !check.types.includes(object.fact.type)) || toldElsewhere(object)) continue;
        context.looked();
        const verdict = check.judge(object.fact, view.cloud ?? []);
        if (verdict === true || verdict === undefined) continue;
        const { file, line, column } = object.fact.at;
        const identity = `${check.name} ${file}:${line}:${column} ${verdict.reason}`;
        const known = failures.get(identity);
        if (known) known.all.add(object.fact.address);
        else failures.set(identity, { view, object, check, verdict, all: new Set([object.fact.address]) });
      }
  for (const { all, ...failure } of failures.values()) report(context, failure, all.size, highest(failure.object, failure.view));
}

interface Failure {
  readonly view: StackView;
  readonly object: CloudObject;
  readonly check: CloudCheck;
  readonly verdict: Exclude<Verdict, true | undefined>;
}

function report(context: Context, { view, object: { fact, component }, check, verdict: { reason, at } }: Failure, instances: number, highest: Severity): void {
  const text = fact.language === 'terraform' ? check.lines?.hcl : check.lines?.yaml;
  context.report({
    subject: { component: component ?? fact.address },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: `${check.name} ${fact.address}`,
    severity: isDisposable(view, fact) ? 'info' : lower(highest, check.severity ?? highest),
    message: `${check.says(`${titleOf(fact, component === undefined ? undefined : context.system.component(component).name)}${instances === 1 ? '' : ` and ${instances - 1} more`}`)}: ${reason}`,
    place: at,
    fix: { text: check.fix, ...(text === undefined ? {} : { suggestion: { language: fact.language === 'terraform' ? 'hcl' as const : 'yaml' as const, text, at: fact.at } }) },
  });
}

/** What people call it: `orders (aws_db_instance)`. Labels such as `this` say nothing; the module around it may. */
function titleOf({ ref, address }: CloudObjectFact, component: string | undefined): string {
  const module = /^module\.([^.]+)\./.exec(address)?.[1];
  return `${component ?? (module !== undefined && GENERIC.test(ref.name) ? module : ref.name)} (${ref.kind})`;
}

const GENERIC = /^(?:this|main|default|primary|self|resource|instance)$/;

const RANK: readonly Severity[] = ['info', 'warning', 'error'];
const lower = (a: Severity, b: Severity): Severity => (RANK.indexOf(a) < RANK.indexOf(b) ? a : b);

/** Nobody's users feel it: a stack for development or tests, or a tag that says so. */
function isDisposable(view: StackView, fact: CloudObjectFact): boolean {
  if (!servesUsers(view)) return true;
  const tags = given(fact, 'tags|labels');
  if (tags === undefined) return false;
  const pairs = 'fields' in tags ? Object.entries(tags.fields).map(([key, value]) => [key, plain(value)] as const) : elementsOf(tags).map((tag) => [String(plain(given(tag, 'key'))), plain(given(tag, 'value'))] as const);
  return pairs.some(([key, value]) => /^(?:env|environment|stage)$/i.test(key) && /^(?:dev|test|sandbox|qa|ci)(?:$|[-_]|elop|ing)/i.test(String(value ?? '')));
}
