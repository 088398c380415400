import type { CloudObject } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { given, plain } from '../../support/cloud-arguments.js';
import { checksDoc, namesOfChecks, peersOfChecks, runChecks } from '../../support/cloud-checks.js';
import { CHECKS, isSentWork } from './checks.js';
import { judgeDeclared } from './declared.js';

export const rule = defineRule({
  id: 'missing-dead-letter-queue',
  theme: 'queues',
  severity: 'warning',
  summary: 'A message that cannot be processed is tried again and again, or is dropped without a trace.',
  rationale: `
One message that its consumer cannot process comes back to the queue and is tried again, together with the messages that are fine.
With nowhere to put it aside it circles until it expires, takes a part of every consumer's time, and in an ordered queue holds up
everything behind it. A function that was called asynchronously drops it after two more attempts, and nobody learns what was in it.`,
  fix: `
Give the queue a redrive policy and the function a dead-letter queue or a destination on failure, and an alert on its depth: a message
in it is work that somebody was promised.`,
  limits: `
- Queues that are the dead-letter queue of another are left out. So are functions that are only called synchronously or fed by a
  queue or stream: what fails there goes back to where it came from, and a dead-letter queue of the function is never used.
- A queue or function of which it is not known who uses it is information, and so is a function that only timers call without waiting:
  the next tick does what this one did not. So is a queue that keeps messages for an hour at most: what is in them is soon worth nothing.
- Settings that hold a value nobody can evaluate are taken as set.
- Queues of RabbitMQ are looked at where code makes them and other code here consumes them, unless they go with their consumer or it
  acknowledges at once. A policy of the broker that is not in the tree may give them an exchange, so they are information.`,
  references: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html', 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html'],
  peers: peersOfChecks(CHECKS),
  needs: ['cloud-object', 'declared-channel'],
  options: { checks: namesOfChecks(CHECKS) },
  optionDocs: { checks: checksDoc(CHECKS) },
  check(context) {
    runChecks(context, CHECKS, (object, view) => (isUsed(context, object) && !isFleeting(object) && (!isFunction(object) || isSentWork(object.fact, view.cloud ?? [])) ? 'warning' : 'info'));
    judgeDeclared(context);
  },
});

/** Messages that are gone after an hour are news that the next one replaces, or work that is worth nothing by then. */
const isFleeting = ({ fact }: CloudObject): boolean => {
  const seconds = Number(plain(given(fact, 'message_retention_seconds|message_retention_period')));
  return seconds > 0 && seconds <= 3600;
};

const isFunction = ({ fact }: CloudObject): boolean => fact.type === 'aws_lambda_function';

const isUsed = ({ system }: Pick<RuleContext, 'system'>, { component }: CloudObject): boolean => component !== undefined && system.in(component).length + system.out(component).length > 0;
