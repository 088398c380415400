/** Names of gRPC that say who resolves them: https://github.com/grpc/grpc/blob/master/doc/naming.md, and what registries add. */
const DNS = new Set(['dns', 'passthrough', 'static', 'direct']);
/** `etcd://etcd:2379/orders`: the authority is the registry's own address. */
const REGISTRIES = new Set(['etcd', 'etcd3', 'consul', 'discov', 'xds']);
/** Where an authority would be an address of something else. */
const NAMED = new Set(['nacos', 'polaris', 'eureka', 'discovery', 'registry', 'zk', 'zookeeper', 'srv', ...REGISTRIES]);
const CLUSTER = new Set(['kubernetes', 'k8s']);

/** What follows the authority is the name that is asked for, not a path on what answers. */
export const isResolverScheme = (scheme: string): boolean => DNS.has(scheme) || NAMED.has(scheme) || CLUSTER.has(scheme);

/**
 * The name that a resolver is asked for: `orders` of `etcd:///shop/orders`, `consul://consul:8500/orders?wait=5s` and
 * `discovery:///orders`, `orders.shop:9000` of `kubernetes:///orders.shop:9000` and `k8s://shop/orders:9000`. Undefined for
 * what is no such name.
 */
export function resolvedName(scheme: string, rest: string): string | undefined {
  const [authority = '', ...path] = rest.split(/[?#]/, 1)[0]!.split('/');
  const endpoint = path.filter((part) => part !== '');
  if (DNS.has(scheme)) return endpoint[0];
  // A key may stand in folders.
  if (REGISTRIES.has(scheme) || (authority === '' && NAMED.has(scheme))) return endpoint.at(-1);
  if (!CLUSTER.has(scheme)) return undefined;
  const [name, port] = (endpoint[0] ?? authority).split(':');
  const namespace = endpoint[0] !== undefined && authority !== '' ? `.${authority}` : '';
  return name ? `${name}${namespace}${port !== undefined && /^\d+$/.test(port) ? `:${port}` : ''}` : undefined;
}
