import type { HandlerFact } from '../../analyzer/facts/types.js';
import type { ClientLink, System } from '../../analyzer/system/system.js';

/**
 * Whether serving a request of `caller` leads to calls of `target`. Only where handlers are known and lead to some client can the
 * answer be no: then what a start, a schedule or another route calls is not waited for by this caller.
 */
export function leadsTo(system: System, component: string, target: string, caller?: string): boolean {
  const handlers = system.handlers(component);
  if (!handlers.some(({ reaches }) => reaches.length > 0)) return true;
  const ids = new Set(system.clients(component).filter(({ targets }) => targets.includes(target)).map(({ fact }) => fact.id));
  if (ids.size === 0) return true;
  return asked(system, component, handlers, caller).some(({ reaches }) => reaches.some(({ client }) => ids.has(client)));
}

/** Handlers of what the caller asks for; all of them where it is not known of each of its calls. */
function asked(system: System, component: string, handlers: readonly HandlerFact[], caller: string | undefined): readonly HandlerFact[] {
  const links = caller === undefined ? [] : system.clients(caller).filter(({ targets }) => targets.includes(component));
  const calls = links.flatMap(({ fact }) => fact.calls);
  const found = calls.map((call) => handlers.filter((handler) => answers(handler, call)));
  return calls.length > 0 && found.every((some) => some.length > 0) ? found.flat() : handlers;
}

function answers({ method, path }: HandlerFact, call: ClientLink['fact']['calls'][number]): boolean {
  if (call.path === undefined || !(call.method === undefined || /^(?:ALL|USE|\*)$/i.test(method) || method.toUpperCase() === call.method.toUpperCase())) return false;
  const [own, other] = [segments(path), segments(call.path)];
  return own.length === other.length && own.every((segment, index) => isHole(segment) || isHole(other[index]!) || segment === other[index]);
}

const segments = (path: string): string[] => path.split('?')[0]!.split('/').filter(Boolean);

const isHole = (segment: string): boolean => segment.startsWith(':') || /[{}*]/.test(segment);
