import type { Severity } from '../../../analyzer/report/result.js';
import type { CloudObject, StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { argument, checksDoc, isTrue, namesOfChecks, peersOfChecks, present, runChecks, unless, type CloudCheck } from '../../support/cloud-checks.js';

const CHECKS: readonly CloudCheck[] = [
  {
    name: 'function-concurrency',
    peers: ['checkov/CKV_AWS_115'],
    types: ['aws_lambda_function'],
    judge: present('reserved_concurrent_executions'),
    says: (name) => `${name} may take all of the account's concurrent executions, and every other function waits`,
    fix: 'Reserve concurrency: a number that what the function depends on can carry.',
    lines: { hcl: 'reserved_concurrent_executions = 50', yaml: 'ReservedConcurrentExecutions: 50' },
  },
  {
    name: 'stage-cache',
    peers: ['checkov/CKV_AWS_120'],
    types: ['aws_api_gateway_stage', 'aws_api_gateway_rest_api'],
    // In the serverless model an API is its stage, too.
    judge: unless(({ type, ref }) => type === 'aws_api_gateway_rest_api' && ref.kind !== 'AWS::Serverless::Api', argument('cache_cluster_enabled', isTrue, false)),
    says: (name) => `every request to ${name} reaches what is behind it, the same one too`,
    fix: 'Cache what may be some seconds old, where reading is most of the load.',
    lines: { hcl: 'cache_cluster_enabled = true\ncache_cluster_size    = "0.5"', yaml: 'CacheClusterEnabled: true\nCacheClusterSize: "0.5"' },
    severity: 'info',
  },
  {
    name: 'method-cache',
    peers: ['checkov/CKV_AWS_225'],
    types: ['aws_api_gateway_method_settings'],
    judge: argument('settings.caching_enabled', isTrue, false),
    says: (name) => `every request of ${name} reaches what is behind it, the same one too`,
    fix: 'Cache what may be some seconds old, where reading is most of the load.',
    lines: { hcl: 'caching_enabled = true' },
    severity: 'info',
  },
];

export const rule = defineRule({
  id: 'missing-load-limit',
  theme: 'capacity',
  severity: 'warning',
  summary: 'Nothing limits how much of a function runs at once, or how much passes a gateway.',
  rationale: `
A function scales until the account's limit is reached. That limit is shared, so a loop or a burst in one function throttles all
others; and what the function calls does not scale with it: a thousand executions are a thousand connections to a database that
accepts a hundred. The burst that the platform absorbs so well is passed on to the one part that cannot.`,
  fix: 'Reserve concurrency for each function, from what its dependencies can carry; put a proxy before a database; cache what is read often.',
  limits: `
- It is a warning where the function keeps data in a relational database itself, else information: many functions are small, and
  reserving takes from a shared budget.
- Whether a limit is sensible is not judged, only that there is one.`,
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html', 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html'],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, (object, view) => severityOf(context, object, view));
  },
});

const RELATIONAL: ReadonlySet<string> = new Set(['postgresql', 'mysql', 'mariadb', 'sqlserver', 'oracle']);

/** Each execution opens connections of its own. */
function severityOf({ system }: Pick<RuleContext, 'system'>, { component }: CloudObject, { stack }: StackView): Severity {
  const stores = component === undefined ? [] : system.out(component).filter(({ kind, stacks }) => kind === 'stores' && stacks.includes(stack.id));
  return stores.some(({ to }) => RELATIONAL.has(system.component(to).technology ?? '')) ? 'warning' : 'info';
}
