import type { Place } from '../../facts/place.js';
import type { Skip } from './index.js';

const LINTER = 'ignore-check.kube-linter.io/';
const POLARIS = /^polaris\.fairwinds\.com\/(?:(.+)-)?exempt$/;
const CHECKOV = /^(?:checkov|bridgecrew|cortex)\.io\/skip\d*$/;

/** kube-score alone reads those of a pod template; the others read the object's own. */
export const readsPods = (key: string): boolean => key.startsWith('kube-score/');

/**
 * Sources: https://docs.kubelinter.io/#/configuring-kubelinter?id=ignoring-violations-for-specific-cases,
 * https://github.com/zegl/kube-score#ignoring-a-test, https://polaris.docs.fairwinds.com/customization/exemptions/,
 * https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html,
 * https://istio.io/latest/docs/ops/diagnostic-tools/istioctl-analyze/,
 * https://github.com/aws-cloudformation/cfn-lint#metadata
 */
export function annotationSkips(key: string, value: string, at: Place): Skip[] {
  const listed = (tool: string): Skip[] => [{ checks: value.split(',').map((id) => `${tool}/${id.trim()}`), reason: '', at }];
  if (key.startsWith(LINTER)) return [{ checks: [`kube-linter/${key.slice(LINTER.length)}`], reason: value, at }];
  if (key === 'kube-linter.io/ignore-all') return [{ checks: ['kube-linter/*'], reason: value, at }];
  if (key === 'kube-score/ignore') return listed('kube-score');
  if (key === 'galley.istio.io/analyze-suppress') return listed('istio');
  // Not an annotation, but what a template's metadata say, as the parser hands them on.
  if (key === 'cfn-lint/ignore_checks') return listed('cfn-lint');
  const polaris = POLARIS.exec(key);
  if (polaris) return value.toLowerCase() === 'true' ? [{ checks: [`polaris/${polaris[1] ?? '*'}`], reason: '', at }] : [];
  if (!CHECKOV.test(key)) return [];
  const [id = '', ...reason] = value.split('=');
  return [{ checks: [`checkov/${id.trim()}`], reason: reason.join('=').trim(), at }];
}
