import type { Container, WorkloadFact } from '../../../analyzer/facts/types.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { names } from '../../support/text.js';
import { KINDS_DOC, mainContainers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'unset-probe-parameters',
  theme: 'probes',
  severity: 'info',
  off: true,
  summary: 'A probe leaves its patience to the defaults.',
  rationale: `
By default a probe gives up on an answer after one second and acts after three failures, ten seconds apart. For a service that
collects garbage for two seconds that is a restart during every busy hour; for one that takes a minute to start it is a crash
loop on a slow node. The numbers are right by accident until the day they are not.`,
  fix: 'Write the fields that decide how long a probe waits, from what the service does in its worst ordinary minute.',
  limits: `
- Off by default: the defaults are fine for many services, and a number that was copied from somewhere is no better.
- \`successThreshold\` has to be 1 for liveness and startup probes, so it is asked of readiness probes alone.
- \`initialDelaySeconds\` is left out where a startup probe covers the start.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes'],
  peers: [
    { id: 'datree/55', options: { fields: ['initialDelaySeconds'], every: true } },
    { id: 'datree/56', options: { fields: ['periodSeconds'], every: true } },
    { id: 'datree/57', options: { fields: ['timeoutSeconds'], every: true } },
    { id: 'datree/58', options: { fields: ['successThreshold'], every: true } },
    { id: 'datree/59', options: { fields: ['failureThreshold'], every: true } },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], fields: ['periodSeconds', 'timeoutSeconds', 'failureThreshold'] as readonly string[], every: false },
  optionDocs: { kinds: KINDS_DOC, fields: 'Fields that have to be written.', every: 'Ask for them in every probe, where only one value makes sense, too; in pods of which every container has a probe.' },
  check(context) {
    const { kinds, fields, every } = context.options;
    for (const judged of judgedWorkloads(context, kinds))
      for (const container of every ? whereAllAreProbed(judged.workload.fact) : judged.workload.fact.containers)
        for (const name of ['readiness', 'liveness', 'startup'] as const) {
          const probe = container.probes[name];
          if (!probe) continue;
          context.looked();
          const unset = FIELDS.filter((field) => fields.includes(field) && probe[field] === undefined && (every || isAsked(field, name, container)));
          if (unset.length === 0) continue;
          reportWorkload(context, judged, {
            of: `${container.name} ${name}`,
            severity: 'info',
            message: `the ${name} probe of container ${container.name} of ${judged.name} leaves ${names(unset)} to the default`,
            place: probe.at,
            fix: { text: `Set ${names(unset)} from what ${judged.name} does in its worst ordinary minute.`, suggestion: { language: 'yaml', text: unset.map((field) => `${field}: ${DEFAULTS[field]}`).join('\n'), at: probe.at } },
          });
        }
  },
});

/** The main containers, if each has a probe of some kind. */
function whereAllAreProbed(fact: WorkloadFact): readonly Container[] {
  const main = mainContainers(fact);
  return main.every(({ probes }) => Object.keys(probes).length > 0) ? main : [];
}

/** What applies where nobody writes anything. */
const DEFAULTS = { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 } as const;
const FIELDS = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];

const isAsked = (field: keyof typeof DEFAULTS, probe: string, { probes }: Container): boolean =>
  (field !== 'successThreshold' || probe === 'readiness') && (field !== 'initialDelaySeconds' || !probes.startup);
