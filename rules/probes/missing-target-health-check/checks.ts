import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { elementsOf, given, isOpen, plain, textAt } from '../../support/cloud-arguments.js';
import { argument, present, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

const isHttp = (object: CloudObjectFact): boolean => /^https?$/i.test(textAt(object, 'protocol') ?? '');

/** A list of settings by namespace and name. */
const enhanced: Judge = (object) => {
  const settings = given(object, 'setting|OptionSettings');
  if (isOpen(settings)) return undefined;
  const named = elementsOf(settings).filter((one) => textAt(one, 'namespace') === 'aws:elasticbeanstalk:healthreporting:system');
  const system = named.find((one) => /^(?:HealthStreamingEnabled|SystemType)$/.test(textAt(one, 'name|OptionName') ?? ''));
  if (system === undefined) return { reason: 'enhanced health reporting is not set', at: object.at };
  const value = given(system, 'value');
  return isOpen(value) ? undefined : /^(?:true|enhanced)$/i.test(String(plain(value))) || { reason: `it is ${String(plain(value))}`, at: value?.at ?? system.at };
};

export const CHECKS: readonly CloudCheck[] = [
  { name: 'target-group', peers: ['checkov/CKV_AWS_261'], types: ['aws_lb_target_group', 'aws_alb_target_group'], judge: unless((o) => !isHttp(o), present('health_check.path|HealthCheckPath')), says: (name) => `a target of ${name} that cannot serve may stay in, because only / is asked`, fix: 'Name the path that tells whether the service can serve.', lines: { hcl: 'health_check {\n  path = "/healthz"\n}', yaml: 'HealthCheckPath: /healthz' } },
  { name: 'app-service', peers: ['checkov/CKV_AZURE_213'], types: ['azurerm_app_service', 'azurerm_linux_web_app', 'azurerm_windows_web_app'], judge: argument('site_config.health_check_path', (path) => path !== '', false), says: (name) => `an instance of ${name} that hangs keeps its share of the requests`, fix: 'Name the path that tells whether the app can serve.', lines: { hcl: 'site_config {\n  health_check_path = "/healthz"\n}' } },
  { name: 'elastic-beanstalk', peers: ['checkov/CKV_AWS_312'], types: ['aws_elastic_beanstalk_environment', 'AWS::ElasticBeanstalk::Environment'], judge: enhanced, says: (name) => `${name} counts an instance as healthy as long as it answers a ping`, fix: 'Turn enhanced health reporting on.', lines: { hcl: 'setting {\n  namespace = "aws:elasticbeanstalk:healthreporting:system"\n  name      = "HealthStreamingEnabled"\n  value     = true\n}' } },
];
