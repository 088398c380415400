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
- Of one build stage. A stage that replaces what its base image or an earlier stage checks means to.`,
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
  peers: ['trivy/multiple_healthcheck', 'trivy/DS023', 'hadolint/DL3012'],
  needs: ['dockerfile'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const { path, healthcheck, replacedHealthchecks = [] } of context.system.dockerfiles ?? []) {
      context.looked();
      const [first, ...rest] = replacedHealthchecks;
      if (!first) continue;
      context.report({
        subject: { component: path },
        object: { kind: 'Dockerfile', name: path },
        message: `what this HEALTHCHECK asks is never asked: a later one of ${path} replaces it`,
        place: first,
        related: [...rest.map((at) => ({ at, text: 'replaced, too' })), ...(healthcheck ? [{ at: healthcheck, text: 'this one counts' }] : [])],
        fix: { text: 'Ask everything that has to work in one HEALTHCHECK.' },
      });
    }
  },
});
