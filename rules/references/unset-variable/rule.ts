import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';

export const rule = defineRule({
  id: 'unset-variable',
  theme: 'references',
  severity: 'warning',
  summary: 'Code requires a variable of the environment that nothing sets where it is deployed.',
  rationale: `
Code and manifests change in different commits, and nothing compares them: a variable that the program cannot do without is added in one
and forgotten in the other. The new version ends as it starts, or throws at the first request that needs the value. A rollout that checks
readiness stops there; one that does not, or a node that restarts the pod months later, takes the service down.`,
  fix: 'Set the variable in the manifest, give it a default in the code, or remove it where it is no longer needed.',
  limits: `
- Only what a program demands and nothing else decides about: reads that throw or end the process (\`os.environ["X"]\`, a check that
  throws, a helper that does, envalid, zod, joi, settings of Pydantic, tags with \`required\`, placeholders of Spring without a default).
- Only containers whose whole environment is known. A Secret or ConfigMap that the tree does not have, an env file that is not committed,
  a start script, an agent that injects secrets, a mounted working copy, and a chart without values for an installation make it unknown;
  so does Compose where the program also loads a \`.env\`, which may be in what it builds.
- What platforms and runtimes set themselves (\`PORT\`, \`AWS_REGION\`, \`DAPR_HTTP_PORT\`) is not asked for. Functions without a
  Dockerfile are not compared.`,
  references: ['https://12factor.net/config', 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
  needs: ['required-variable'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of context.stacks) {
      context.looked(view.workloads.length);
      for (const { component, object, at, required, near } of view.unset ?? []) {
        const { name } = context.system.component(component);
        reportLost(context, view, {
          object,
          component,
          severity: 'warning',
          message: `${name} fails without ${required.name}: its code requires the variable, and ${object.kind} ${object.name} does not set it`,
          place: at,
          related: [{ at: required.at, text: `${required.reader} requires ${required.name}` }],
          fix: { text: near === undefined ? `Set ${required.name}, or give it a default in the code.` : `Set ${required.name}: what is set is called ${near}, which the code does not require.` },
          what: `variable ${required.name}`,
        });
      }
    }
  },
});
