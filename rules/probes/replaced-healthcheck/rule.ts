import { defineRule } from '../../define.js';

export const rule = defineRule({
  id: 'replaced-healthcheck',
  theme: 'probes',
  severity: 'info',
  summary: 'A Dockerfile has several HEALTHCHECK instructions, of which only the last counts.',
  rationale: `
Each HEALTHCHECK replaces the one before it. Whoever added a check for the second port finds the first one gone, and the
container counts as healthy while half of it is down.`,
  fix: 'Keep one HEALTHCHECK that asks everything that has to work.',
  limits: `
- Of one build stage: of the last one, unless \`earlierStages\` asks for the others, too. A stage that replaces what its base image or an earlier stage checks means to.`,
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
  peers: ['trivy/multiple_healthcheck', 'trivy/DS023', 'hadolint/DL3012'].map((id) => ({ id, options: { earlierStages: true } })),
  needs: ['dockerfile'],
  options: { earlierStages: false },
  optionDocs: { earlierStages: 'Look at the stages that only help to build, too.' },
  check(context) {
    for (const { path, healthcheck, replacedHealthchecks = [], replacedEarlier = [] } of context.system.dockerfiles ?? []) {
      context.looked();
      const [first, ...rest] = [...replacedHealthchecks, ...(context.options.earlierStages ? replacedEarlier : [])];
      if (!first) continue;
      context.report({
        subject: { component: path },
        object: { kind: 'Dockerfile', name: path },
        message: `what this HEALTHCHECK asks is never asked: a later one of ${path} replaces it`,
        place: first,
        related: [...rest.map((at) => ({ at, text: 'replaced, too' })), ...(healthcheck && replacedHealthchecks.length > 0 ? [{ at: healthcheck, text: 'this one counts' }] : [])],
        fix: { text: 'Ask everything that has to work in one HEALTHCHECK.' },
      });
    }
  },
});
