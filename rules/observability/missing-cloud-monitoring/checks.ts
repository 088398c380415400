import { given } from '../../support/cloud-arguments.js';
import { argument, isTrue, oneOf, present, unless, type CloudCheck } from '../../support/cloud-checks.js';

export const CHECKS: readonly CloudCheck[] = [
  { name: 'log-retention', peers: ['checkov/CKV_AWS_66'], types: ['aws_cloudwatch_log_group'], judge: present('retention_in_days|RetentionInDays'), says: (name) => `${name} keeps every line for ever`, fix: 'Say how long logs are needed.', lines: { hcl: 'retention_in_days = 90', yaml: 'RetentionInDays: 90' } },
  { name: 'database', peers: ['checkov/CKV_AWS_118'], types: ['aws_db_instance', 'aws_rds_cluster_instance'], judge: argument('monitoring_interval', oneOf(1, 5, 10, 15, 30, 60), false), says: (name) => `nobody sees what slows the host of ${name} down`, fix: 'Turn enhanced monitoring on.', lines: { hcl: 'monitoring_interval = 30', yaml: 'MonitoringInterval: 30' } },
  { name: 'machine', peers: ['checkov/CKV_AWS_126'], types: ['aws_instance'], judge: unless(({ language }) => language === 'cloudformation', argument('monitoring', isTrue, false)), says: (name) => `an overload of ${name} that lasts less than five minutes does not show`, fix: 'Turn detailed monitoring on.', lines: { hcl: 'monitoring = true' } },
  { name: 'function-tracing', peers: ['trivy/lambda/enable_tracing', 'trivy/AVD-AWS-0066'], types: ['aws_lambda_function'], judge: unless((o) => given(o, 'package_type') !== undefined && o.language === 'cloudformation', argument('tracing_config.mode|Tracing', oneOf('Active'), false)), says: (name) => `where a request to ${name} spends its time is not known`, fix: 'Trace the function.', lines: { hcl: 'tracing_config {\n  mode = "Active"\n}', yaml: 'TracingConfig:\n  Mode: Active' } },
];
