import type { ObjectFact, WorkloadFact } from '../facts/types.js';
import { isKnown } from '../facts/value.js';
import { addressesIn } from './address.js';
import { evidence } from './evidence.js';
import type { Tools } from './tools.js';
import type { LinkedStack, World } from './world.js';

/**
 * Who is handed a Secret that External Secrets copies from a server of the tree needs that server: once it was copied it stays,
 * so only new secrets and new values miss it. https://external-secrets.io/latest/api/secretstore/
 */
export function followSecretStores({ world, resolve, collected }: Tools): void {
  for (const stack of world.stacks)
    for (const external of stack.objects.objects.filter(({ ref, fields }) => ref.kind === 'ExternalSecret' && fields['store'] !== undefined)) {
      const namespace = stack.objects.namespaceOf(external.ref);
      const found = storeOf(world, stack, external, namespace);
      const server = found?.store.fields['server'];
      if (found === undefined || !isKnown(server)) continue;
      const how = [evidence(external.fields['store']!.at, 'link', `ExternalSecret ${external.ref.name}`), evidence(server.at, 'link', `${found.store.ref.kind} ${found.store.ref.name}`)];
      const users = stack.candidates.filter((c) => c.workloads.some((w) => w.namespace === namespace && takes(w.fact, textOf(external, 'secret'))));
      for (const candidate of users)
        for (const address of addressesIn(String(server.value))) {
          const resolved = resolve(address, { stack: found.stack, from: candidate, namespace, evidence: how[1]!, at: server.at, outside: false, loopback: false });
          const from = world.idOf.get(candidate)!;
          for (const to of resolved.is === 'components' ? resolved.ids : []) collected.edges.push({ from, to, kind: 'configures', phase: 'startup', strength: 'soft', by: 'manifest', stack: stack.facts.stack.id, evidence: how });
        }
    }
}

function textOf({ fields }: ObjectFact, name: string): string | undefined {
  const value = fields[name];
  return isKnown(value) ? String(value.value) : undefined;
}

/** A SecretStore lies beside its secrets, a ClusterSecretStore anywhere. */
function storeOf(world: World, own: LinkedStack, external: ObjectFact, namespace: string): { readonly store: ObjectFact; readonly stack: LinkedStack } | undefined {
  const kind = textOf(external, 'storeKind') ?? 'SecretStore';
  const name = textOf(external, 'store');
  const isMeant = (stack: LinkedStack, { ref }: ObjectFact): boolean => ref.kind === kind && ref.name === name && (kind === 'ClusterSecretStore' || stack.objects.namespaceOf(ref) === namespace);
  const inStacks = (stacks: readonly LinkedStack[]) => stacks.flatMap((stack) => stack.objects.objects.filter((store) => isMeant(stack, store)).map((store) => ({ store, stack })));
  const beside = inStacks([own]);
  const found = beside.length > 0 || kind !== 'ClusterSecretStore' ? beside : inStacks(world.stacks);
  return found.length === 1 ? found[0] : undefined;
}

const takes = ({ containers, volumes }: WorkloadFact, secret: string | undefined): boolean =>
  volumes.some(({ kind, source }) => kind === 'secret' && source === secret) ||
  containers.some(({ env, envFrom }) => envFrom.some(({ kind, name }) => kind === 'Secret' && name === secret) || env.some(({ ref }) => ref?.kind === 'Secret' && ref.name === secret));
