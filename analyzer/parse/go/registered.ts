import type { PackageFact } from '../../facts/types.js';
import { placeOf, textIn } from '../source/index.js';
import { functionOf, namesOf, packagesOnWay, templatesOf, waysTo, type Call, type Expression, type Flow, type Frame, type ObjectLiteral } from '../source/flow/index.js';

export interface Registered {
  readonly packages: readonly string[];
  readonly name: NonNullable<PackageFact['names']>[number];
}

/** Where a program says the name that it registers under: a field of a written value, or an argument of an option. */
const FIELDS: Readonly<Record<string, string>> = { 'new github.com/hashicorp/consul/api.AgentServiceRegistration': 'Name' };
const OPTIONS = /^(?:github\.com\/(?:micro|asim)\/go-micro|go-micro\.dev|github\.com\/go-kratos\/kratos)\.Name$/;

/** Names under which programs register, for each program on the way to the registration. */
export function registeredNames(flow: Flow, packagesOf: (file: string) => readonly string[]): Registered[] {
  return [...flow.model.objects, ...flow.model.calls].flatMap((expression): Registered[] => {
    const given = nameIn(flow, expression);
    if (!given) return [];
    return waysTo(flow, functionOf(expression.scope)).flatMap((frame) => namesAt(flow, given, frame).map((name) => ({ packages: packagesOnWay({ expression, frame }, packagesOf), name: { name: [{ text: name }], at: placeOf(expression.node) } })));
  });
}

function nameIn(flow: Flow, expression: Call | ObjectLiteral): Expression | undefined {
  const names = namesOf(flow, expression, undefined).map(({ name }) => name);
  if (expression.is === 'call') return names.some((name) => OPTIONS.test(name)) ? expression.args[0]?.value : undefined;
  const field = names.map((name) => (Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined)).find((one) => one !== undefined);
  return field === undefined ? undefined : expression.entries.find(({ key }) => key === field)?.value;
}

const namesAt = (flow: Flow, given: Expression, frame: Frame | undefined): string[] => templatesOf(flow, flow.value(given, frame)).flatMap((template) => textIn(template) ?? []);
