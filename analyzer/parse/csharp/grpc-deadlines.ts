import type { ClientSetting } from '../../facts/types.js';
import { placeOf, textOf, type SourceNode } from '../source/index.js';
import { callAt, type Client, type Module, type Program } from '../source/program/index.js';

/**
 * Calls of generated gRPC clients are not told from other calls by their names, but only they take a `deadline`: the longest that a
 * package gives holds for its channels, https://learn.microsoft.com/aspnet/core/grpc/deadlines-cancellation. Which call goes through
 * which channel is not known, so a package that limits some of its calls counts as one that limits them.
 */
export function withDeadlines(program: Program, clients: readonly Client[]): readonly Client[] {
  if (!clients.some(({ fact }) => isOpen(fact))) return clients;
  return clients.map((client) => {
    const limit = isOpen(client.fact) ? longest(program, client.fact.packages) : undefined;
    return limit ? { ...client, fact: { ...client.fact, settings: [...client.fact.settings, limit] } } : client;
  });
}

const isOpen = ({ library, settings }: Client['fact']): boolean => library === 'grpc-dotnet' && !settings.some(({ name }) => name === 'timeoutOnCall');

function longest(program: Program, packages: readonly string[]): ClientSetting | undefined {
  const given = program.modules.filter((module) => module.package !== undefined && packages.includes(module.package)).flatMap((module) => deadlinesIn(program, module));
  const [first] = given;
  if (!first) return undefined;
  const limits = given.map(({ value, module }) => ({ value, limit: fromNow(program, value, module) }));
  const unknown = limits.find(({ limit }) => limit === undefined);
  if (unknown) return { name: 'timeoutOnCall', value: { unknown: textOf(unknown.value).slice(0, 80), at: placeOf(unknown.value) } };
  const most = limits.reduce((a, b) => (b.limit! > a.limit! ? b : a));
  return { name: 'timeoutOnCall', value: { value: most.limit!, at: placeOf(most.value) } };
}

const deadlinesIn = (program: Program, module: Module): { readonly value: SourceNode; readonly module: Module }[] =>
  module.calls.flatMap((node) => {
    const call = callAt(program, node);
    const named = call?.arguments.filter(({ name }) => name === 'deadline') ?? [];
    const chained = call?.kind === 'call' && call.name === 'WithDeadline' ? call.arguments : [];
    return [...named, ...chained].map(({ value }) => ({ value, module }));
  });

const UNITS: Readonly<Record<string, number>> = { AddMilliseconds: 1, AddSeconds: 1000, AddMinutes: 60_000 };

/** Milliseconds of `DateTime.UtcNow.AddSeconds(2)` and `DateTime.UtcNow.Add(limit)`. */
function fromNow(program: Program, value: SourceNode, module: Module): number | undefined {
  const from = program.values.origin(value, module);
  const call = from && callAt(program, from.node);
  if (!from || call?.kind !== 'call' || !call.receiver || !/\bDateTime(?:Offset)?\.(?:Utc)?Now$/.test(textOf(call.receiver))) return undefined;
  const amount = call.arguments[0]?.value;
  if (amount === undefined) return undefined;
  if (call.name === 'Add') return program.values.milliseconds(amount, from.module);
  const [unit, number] = [UNITS[call.name], program.values.number(amount, from.module)];
  return unit === undefined || number === undefined ? undefined : number * unit;
}
