import { comparePlaces } from '../../../facts/place.js';
import type { UnboundedBufferFact } from '../../../facts/types.js';
import { placeOf } from '../../source/index.js';
import type { Call } from '../code/expression.js';
import type { CodeFile } from '../code/model.js';
import type { Program } from '../code/program.js';
import { settingOf, type Service } from '../spring/service.js';

const MARKS = /\bnew(?:Cached|Fixed|SingleThread)(?:ThreadPool|Executor)\b|\bnew LinkedBlocking(?:Queue|Deque)\b|\bThreadPoolTaskExecutor\b/;

/** Executors and queues of the services that take any amount of work: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/Executors.html */
export function unboundedBuffers(program: Program, services: readonly Service[]): UnboundedBufferFact[] {
  const facts = services.flatMap((service): UnboundedBufferFact[] => {
    const { root, uses } = service.module;
    // A schedule that feeds it is no crowd.
    const files = program.matching(MARKS, new Set([root, ...uses])).filter(({ text }) => !/@Scheduled\b/.test(text));
    const found = files.flatMap((file) => program.calls(file).flatMap((call) => { const holder = holderOf(call, file); return holder === undefined ? [] : [{ holder, at: placeOf(call.node) }]; }));
    return [...found, ...asyncExecutor(service, files, program.matching(/@Async\b/, new Set([root, ...uses])).length > 0)].map((one) => ({ kind: 'unbounded-buffer', packages: [root], ...one }));
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

function holderOf(call: Call, { text }: CodeFile): string | undefined {
  if (/^new(?:CachedThreadPool|FixedThreadPool|SingleThreadExecutor)$/.test(call.name)) return `Executors.${call.name}`;
  if (!call.isConstruction || call.arguments.length > 0) return undefined;
  if (/^LinkedBlocking(?:Queue|Deque)$/.test(call.name)) return call.name;
  return call.name === 'ThreadPoolTaskExecutor' && !/\b(?:setQueueCapacity|queueCapacity)\b/.test(text) ? call.name : undefined;
}

/** `@EnableAsync` alone: Spring Boot's executor has eight threads and a queue without an end. */
function asyncExecutor(service: Service, files: readonly CodeFile[], isUsed: boolean): Pick<UnboundedBufferFact, 'holder' | 'at'>[] {
  const enabled = service.annotations.get('EnableAsync');
  const own = files.some(({ text }) => /ThreadPoolTaskExecutor|AsyncConfigurer|TaskExecutor\b/.test(text)) || settingOf(service, ['spring.task.execution.pool.queue-capacity', 'spring.threads.virtual.enabled']) !== undefined;
  return enabled && isUsed && !own ? [{ holder: 'the executor of @Async', at: enabled.at }] : [];
}
