import type { Setting } from '../../../analyzer/graph/document.js';
import { defineRule } from '../../define.js';
import { placeOf, stepsOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

export const rule = defineRule({
  id: 'mesh-timeout-mismatch',
  theme: 'timeouts',
  severity: 'info',
  summary: 'Code and mesh have different ideas of how long a call may take.',
  rationale: `
Two limits on one call race, and the shorter one wins. Where the mesh cuts first, the code's limit is never seen: its handling of a
timeout does not run, it gets status 504 instead, and whoever raises the number in the code during an incident changes nothing.`,
  fix: 'Decide where the limit lives. Keep the other one off, or a little longer.',
  limits: `
- Both have to be known, and the mesh's to be the shorter by more than a tenth. What retries at both do is the business of
  stacked-retries.`,
  references: ['https://istio.io/latest/docs/concepts/traffic-management/#timeouts'],
  needs: ['client', 'traffic-policy'],
  options: {},
  optionDocs: {},
  check(context) {
    const { system } = context;
    const seen = new Set<string>();
    for (const view of codeStacks(context))
      for (const dependency of system.document.dependencies.filter(({ stacks }) => stacks.includes(view.stack.id))) {
        const [own, mesh] = [system.setting(dependency, 'timeoutOnCall', view.stack.id), system.setting(dependency, 'meshTimeout', view.stack.id)];
        if (!isLimit(own) || !isLimit(mesh)) continue;
        context.looked();
        const key = `${dependency.from} ${dependency.to}`;
        if (mesh.value >= own.value * 0.9 || seen.has(key)) continue;
        seen.add(key);
        const [caller, callee] = [system.component(dependency.from).name, system.component(dependency.to).name];
        context.report({
          subject: { from: dependency.from, to: dependency.to },
          message: `${caller} never sees its own timeout of ${duration(own.value)} for ${callee}: the mesh cuts the call after ${duration(mesh.value)}`,
          place: placeOf(own.evidence),
          path: stepsOf(system, [dependency], view),
          related: [{ at: placeOf(mesh.evidence), text: `the mesh cuts after ${duration(mesh.value)}` }],
          fix: { text: `Let one of the two limit calls of ${caller} to ${callee}.` },
        });
      }
  },
});

const isLimit = (setting: Setting | undefined): setting is Setting & { readonly value: number } => setting?.origin === 'explicit' && typeof setting.value === 'number' && setting.value > 0;
