import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import type { CloudObject } from '../../../analyzer/system/system.js';
import { given, isOpen, plain, refsIn } from '../../support/cloud-arguments.js';
import { either, isTrue, present, tiedTo, unless, type CloudCheck, type Judge } from '../../support/cloud-checks.js';

const QUEUE = ['aws_sqs_queue'];

/** Another queue's redrive policy leads here, or the name says what it is for. */
function isDeadLetterQueue(object: CloudObjectFact, among: readonly CloudObject[]): boolean {
  const name = String(plain(given(object, 'name|queue_name')) ?? object.ref.name);
  return /dlq|dead[-_]?letter|failed|poison/i.test(`${name} ${object.address}`) || among.some(({ fact }) => fact !== object && refsIn(given(fact, 'redrive_policy|dead_letter_config|destination_config|on_failure')).includes(object.address));
}

const SENDERS = ['aws_sns_topic_subscription', 'aws_cloudwatch_event_target', 'aws_cloudwatch_event_rule', 'aws_s3_bucket_notification', 'aws_iot_topic_rule', 'aws_cloudwatch_log_subscription_filter'];
const TIMERS = ['aws_scheduler_schedule'];

/** What calls it and does not wait: what fails then is the function's own to keep. */
const isCalledAsynchronously = (object: CloudObjectFact, among: readonly CloudObject[]): boolean => tiedTo(object, among, [...SENDERS, ...TIMERS]).length > 0;

/** Somebody sends it work and does not wait. A timer sends none: what fails is done at the next tick. */
export const isSentWork = (object: CloudObjectFact, among: readonly CloudObject[]): boolean => tiedTo(object, among, SENDERS).some((sender) => !isTimer(sender, among));

const isTimer = (sender: CloudObjectFact, among: readonly CloudObject[]): boolean =>
  given(sender, 'schedule_expression') !== undefined || among.some(({ fact }) => fact.type === 'aws_cloudwatch_event_rule' && given(fact, 'schedule_expression') !== undefined && refsIn(given(sender, 'rule')).includes(fact.address));

const isFed = (object: CloudObjectFact, among: readonly CloudObject[]): boolean => tiedTo(object, among, ['aws_lambda_event_source_mapping', 'aws_api_gateway_integration', 'aws_apigatewayv2_integration', 'aws_lambda_function_url', 'aws_lb_target_group_attachment']).length > 0;

const elsewhere = (types: readonly string[]): Judge => (object, among) => tiedTo(object, among, types).length > 0 || { reason: 'nothing catches what fails', at: object.at };

/** A FIFO queue can only pass its messages on to a FIFO queue, and a standard queue to a standard queue. */
const sameType: Judge = (object, among) => {
  const policy = given(object, 'redrive_policy');
  if (policy === undefined) return undefined;
  const target = among.find(({ fact }) => fact.type === object.type && fact !== object && refsIn(policy).includes(fact.address))?.fact;
  if (target === undefined || [object, target].some((one) => isOpen(given(one, 'fifo_queue')))) return undefined;
  const [own, other] = [object, target].map((one) => isTrue(plain(given(one, 'fifo_queue')) ?? false));
  return own === other || { reason: `its dead-letter queue is ${other ? 'a FIFO queue' : 'a standard queue'}, and it is ${own ? 'a FIFO queue' : 'a standard queue'}`, at: policy.at };
};

export const CHECKS: readonly CloudCheck[] = [
  {
    name: 'function',
    peers: ['checkov/CKV_AWS_116'],
    types: ['aws_lambda_function'],
    judge: unless((object, among) => isFed(object, among) && !isCalledAsynchronously(object, among), either(present('dead_letter_config|dead_letter_queue'), elsewhere(['aws_lambda_function_event_invoke_config', 'AWS::Lambda::EventInvokeConfig']))),
    says: (name) => `what ${name} fails to process when it is called asynchronously is dropped after three attempts`,
    fix: 'Set a dead-letter queue or a destination on failure, with an alert on its depth.',
    lines: { hcl: 'dead_letter_config {\n  target_arn = aws_sqs_queue.failed.arn\n}', yaml: 'DeadLetterConfig:\n  TargetArn: !GetAtt Failed.Arn' },
  },
  {
    name: 'queue',
    peers: [],
    types: QUEUE,
    judge: unless(isDeadLetterQueue, either(present('redrive_policy'), elsewhere(['aws_sqs_queue_redrive_policy']))),
    says: (name) => `a message in ${name} that nobody can process is tried again until it expires`,
    fix: 'Set a redrive policy with a number of attempts and a dead-letter queue.',
    lines: { hcl: 'redrive_policy = jsonencode({\n  deadLetterTargetArn = aws_sqs_queue.failed.arn\n  maxReceiveCount     = 5\n})', yaml: 'RedrivePolicy:\n  deadLetterTargetArn: !GetAtt Failed.Arn\n  maxReceiveCount: 5' },
  },
  {
    name: 'type',
    peers: ['cfn-lint/E3502'],
    types: QUEUE,
    judge: sameType,
    says: (name) => `${name} cannot put aside what fails`,
    fix: 'Let the queue and its dead-letter queue be of one type.',
  },
];
