import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judge, reportObject, reportWorkload } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';
import { onKubernetes } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'retired-component',
  theme: 'versions',
  severity: 'info',
  off: true,
  summary: 'A component of the platform is no longer maintained, or its parts do not fit together.',
  rationale: `
Some parts of a cluster are taken for granted until their project ends. From then on nobody mends what is found in them, and one
day the next Kubernetes version does not run them any more; for what stands in front of all users, that day should be one that
you choose. Proxies of a mesh that are several versions apart from each other understand different configuration.`,
  fix: 'Plan the move to what replaces it (a Gateway API implementation for ingress-nginx), and keep the versions of a mesh together.',
  limits: `
- Off by default. Known are the controller of ingress-nginx (retired in March 2026), CustomResourceDefinitions of the Gateway API
  older than \`minGatewayApi\`, and images of Istio's proxy of more than one version in a stack.
- What is installed by other means than these manifests is not seen.`,
  references: [
    'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    'https://gateway-api.sigs.k8s.io/concepts/versioning/',
    'https://istio.io/latest/docs/reference/config/analysis/ist0158/',
  ],
  peers: [
    { id: 'kubescape/C-0292', options: { checks: ['ingress'] } },
    { id: 'istio/IST0156', options: { checks: ['gateway-api'] } },
    { id: 'istio/IST0172', options: { checks: ['gateway-api'] } },
    { id: 'istio/IST0176', options: { checks: ['gateway-api'] } },
    { id: 'istio/IST0158', options: { checks: ['proxy'] } },
  ],
  needs: ['workload', 'object'],
  options: { checks: ['ingress', 'gateway-api', 'proxy'] as readonly string[], minGatewayApi: '1.1' },
  optionDocs: { checks: 'What to look at.', minGatewayApi: 'Oldest version of the Gateway API whose definitions are fine.' },
  check(context) {
    const { checks, minGatewayApi } = context.options;
    for (const view of judgedStacks(context)) {
      const proxies = new Map<string, string>();
      for (const judged of view.workloads.filter(onKubernetes).map((workload) => judge(context, view, workload)))
        for (const { name, image } of judged.workload.fact.containers) {
          if (!isKnown(image)) continue;
          context.looked();
          if (checks.includes('ingress') && /(^|\/)(ingress-nginx\/controller|nginx-ingress-controller)(:|@|$)/.test(image.value))
            reportWorkload(context, judged, { of: name, severity: 'info', message: `nobody mends what is found in ${judged.name}: ingress-nginx is retired`, place: image.at, fix: { text: 'Plan the move to a maintained controller, such as one of the Gateway API.' } });
          const version = /(^|\/)proxyv2:([^@]+)/.exec(image.value)?.[2];
          if (!checks.includes('proxy') || version === undefined) continue;
          const [other] = [...proxies.keys()].filter((known) => known !== version);
          if (other !== undefined) reportWorkload(context, judged, { of: name, severity: 'info', message: `the proxy of ${judged.name} is version ${version}, that of ${proxies.get(other)} is ${other}`, place: image.at, fix: { text: 'Let all proxies have the version of the control plane.' } });
          proxies.set(version, judged.name);
        }
      for (const object of view.manifests.filter(({ ref }) => ref.kind === 'CustomResourceDefinition' && ref.name.endsWith('.gateway.networking.k8s.io'))) {
        context.looked();
        const bundle = object.annotations['gateway.networking.k8s.io/bundle-version'];
        if (checks.includes('gateway-api') && bundle && isOlder(bundle.value, minGatewayApi))
          reportObject(context, view, object, { severity: 'info', message: `controllers may not find the fields that they need in ${object.ref.name}: it is of Gateway API ${bundle.value}`, place: bundle.at, fix: { text: `Install the definitions of Gateway API ${minGatewayApi} or newer.` } });
      }
    }
  },
});

/** `v1.0.0` is older than `1.1`. */
function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.replace(/^v/, '').split('.').map(Number));
  return a![0]! !== b![0]! ? a![0]! < b![0]! : (a![1] ?? 0) < (b![1] ?? 0);
}
