import type { Place } from '../../../analyzer/facts/place.js';
import type { Container, ObjectRef } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, podsOf } from '../../support/objects.js';
import { SCORED } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'invalid-port-name',
  theme: 'references',
  severity: 'warning',
  summary: 'A port has a name or a number that the API server refuses, or two ports of a pod share a name.',
  rationale: `
A port's name may have 15 characters (lower case letters, digits, single hyphens, one letter at least), its number lies between 1
and 65535. What breaks this is refused when it is applied, in the middle of a rollout that has changed half of the system. Two ports
of one name are worse: they are accepted, and whoever asks for the name gets the first.`,
  fix: 'Shorten the name, and give each port of a pod a name and a number of its own.',
  limits: 'Names of a Service\'s own ports may be longer and are not looked at; its `targetPort` is. Values with a hole that a tool fills in stay quiet.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports', 'https://www.rfc-editor.org/rfc/rfc6335#section-5.1'],
  needs: ['workload', 'service'],
  options: { checks: ['names', 'numbers', 'duplicates', 'missing'] as readonly string[], podWide: true },
  optionDocs: { checks: 'What is reported: invalid names, numbers out of range, names that two ports share, ports without number.', podWide: 'Two containers of a pod may not share a name either; it is then not clear which of them is meant.' },
  peers: [{ id: 'kube-linter/invalid-target-ports', options: { checks: ['names', 'numbers'] } }, { id: 'kube-score/container-ports-check', options: { checks: ['names', 'duplicates', 'missing'], podWide: false }, of: SCORED }],
  check(context) {
    for (const view of clusters(context)) {
      for (const { fact } of podsOf(view)) {
        context.looked();
        for (const [at, why] of fact.containers.flatMap(problemsOf).concat(context.options.podWide ? duplicates(fact.containers) : fact.containers.flatMap((one) => duplicates([one]))).flatMap(([check, place, text]) => (context.options.checks.includes(check) ? [[place, text] as const] : []))) report(context, view, fact.ref, at, why);
      }
      for (const { fact } of view.services)
        for (const { targetPort, at } of fact.ports) {
          context.looked();
          // The API takes 0 for a port that is not set.
          const [check, why] = targetPort === undefined || targetPort === 0 ? [] : [typeof targetPort === 'number' ? 'numbers' : 'names', wrong(targetPort)];
          if (why && context.options.checks.includes(check!)) report(context, view, fact.ref, at, `targetPort ${targetPort} ${why}`);
        }
    }
  },
});

type Found = readonly [check: string, at: Place, why: string];

const problemsOf = ({ name, ports, portsWithoutNumber = [] }: Container): Found[] => [
  ...ports.flatMap((port): Found[] => {
    const bad = port.name === undefined ? undefined : wrong(port.name);
    const number = wrong(port.port);
    return [...(bad ? [['names', port.at, `port name ${port.name} of container ${name} ${bad}`] as const] : []), ...(number ? [['numbers', port.at, `port ${port.port} of container ${name} ${number}`] as const] : [])];
  }),
  ...portsWithoutNumber.map((at): Found => ['missing', at, `a port of container ${name} has no containerPort`]),
];

function duplicates(containers: readonly Container[]): Found[] {
  const seen = new Set<string>();
  return containers.flatMap(({ ports, name: of }) => ports.flatMap(({ name, at }): Found[] => {
    if (name === undefined) return [];
    const taken = seen.has(name);
    seen.add(name);
    return taken ? [['duplicates', at, `port name ${name} of container ${of} is taken by another port of the pod`]] : [];
  }));
}

/** Why a port is refused; undefined when it is fine. */
function wrong(port: number | string): string | undefined {
  if (typeof port === 'number') return port >= 1 && port <= 65_535 ? undefined : 'is not between 1 and 65535';
  if (isTemplated(port)) return undefined;
  if (port.length > 15) return 'is longer than 15 characters';
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(port) && /[a-z]/.test(port) ? undefined : 'needs a letter, and may have only lower case letters, digits and single hyphens';
}

const report = (context: Pick<RuleContext, 'report'>, view: StackView, object: ObjectRef, place: Place, why: string): void =>
  reportLost(context, view, {
    object,
    severity: 'warning',
    message: `${object.kind} ${object.name} cannot be applied as it is meant: ${why}`,
    place,
    fix: { text: 'Give the port a short name of its own and a number between 1 and 65535.' },
    what: why,
  });
