import type { RouteFact } from '../../analyzer/facts/types.js';
import type { LinkedService, StackView } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { hasServices, homeOf, operatorMayMake, serviceAnywhere, serviceNamed } from './objects.js';
import { isTemplated } from './text.js';

type Backend = RouteFact['backends'][number];

/** Where a route sends requests to, and what is wrong with it. */
export type BackendState =
  | { readonly is: 'fine' | 'unknown' }
  /** `foreign`: nothing of that namespace is declared in the tree. */
  | { readonly is: 'missing'; readonly name: string; readonly namespace: string; readonly foreign: boolean }
  | { readonly is: 'portless'; readonly service: LinkedService; readonly namespace: string };

export function backendState(context: Pick<RuleContext, 'stacks'>, view: StackView, route: RouteFact, backend: Backend): BackendState {
  if (backend.ref.kind !== 'Service' || isTemplated(backend.ref.name) || isTemplated(String(backend.port ?? ''))) return { is: 'unknown' };
  // Some gateways take `cart.shop` and `cart.shop.svc.cluster.local`; the Kubernetes kinds a name alone.
  const [name, ofName, ...rest] = backend.ref.name.split('.');
  if (rest.length > 0 && rest[0] !== 'svc') return { is: 'unknown' };
  const home = homeOf(view, route.ref, backend.ref.namespace ?? ofName);
  const { namespace } = home;
  const service = serviceNamed(view, namespace, name!) ?? serviceAnywhere(context, home, name!);
  if (service === undefined && operatorMayMake(view, [name!])) return { is: 'unknown' };
  if (service === undefined) return { is: 'missing', name: name!, namespace, foreign: !hasServices(context, home) };
  return hasPort(service, backend.port) ? { is: 'fine' } : { is: 'portless', service, namespace };
}

/** 0 and none mean that the port is not said here; a Service that lists no ports (ExternalName) takes any. */
const hasPort = ({ fact }: LinkedService, port: Backend['port']): boolean =>
  port === undefined || port === 0 || fact.ports.length === 0 || fact.ports.some((own) => own.port === port || own.name === port || String(own.port) === port);

export const portsOf = ({ fact }: LinkedService): string => fact.ports.map(({ name, port }) => (name === undefined ? `${port}` : `${port} (${name})`)).join(', ');
