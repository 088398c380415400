import type { Place } from '../../../facts/place.js';
import type { Pace } from '../../../facts/types.js';
import { textOf } from '../../source/index.js';
import { byClock, every, isSpread } from '../../source/pace.js';
import type { Call } from './expression.js';
import { annotationOf, type Annotation, type CodeFile, type Method, type TypeDeclaration } from './model.js';
import type { Program } from './program.js';
import { UNITS } from './resilience.js';
import { enclosingMethod, enclosingType, rootType } from './scope.js';

/** What the method that a call stands in says about who waits for the answer. */
export interface Surroundings {
  /** What makes the call soft: the annotation that names a fallback, or the schedule by which it runs beside all requests. */
  readonly softAt?: Place;
  readonly scheduled?: Place;
  readonly pace?: Pace;
  readonly phase?: 'startup' | 'health';
}

export function surroundingsOf(method: Method | undefined): Surroundings {
  const soft = method?.annotations.find(({ name, values }) => values.has('fallbackMethod') || name === 'Scheduled' || name === 'Schedules');
  const scheduled = method && annotationOf(method.annotations, 'Scheduled', 'Schedules');
  return { ...(soft ? { softAt: soft.at } : {}), ...(scheduled ? { scheduled: scheduled.at, ...paceOf(method, scheduled) } : {}), ...(method && runsOnce(method) ? { phase: 'startup' } : method && isCheck(method) ? { phase: 'health' } : {}) };
}

/** `@Scheduled(cron = "0 0 * * * *")`, `@Scheduled(fixedRate = 30, timeUnit = TimeUnit.SECONDS)`; a lock of ShedLock lets one replica run it. */
function paceOf({ annotations, type }: Method, { values, at }: Annotation): { readonly pace?: Pace } {
  if (annotationOf(annotations, 'SchedulerLock') || isSpread(type.file.text)) return {};
  const plain = (name: string): string | undefined => values.get(name) && /^"?([^"]*?)[lL]?"?$/.exec(textOf(values.get(name)!))?.[1];
  const period = ['fixedRate', 'fixedDelay', 'fixedRateString', 'fixedDelayString'].map(plain).find((value) => value !== undefined);
  const unit = /(\w+)$/.exec(plain('timeUnit') ?? '')?.[1];
  const pace = byClock(plain('cron'), at) ?? every(period !== undefined && /^\d[\d_]*$/.test(period) ? Number(period.replaceAll('_', '')) * (UNITS[unit ?? ''] ?? 1) : undefined, at);
  return pace ? { pace } : {};
}

const withSchedules = new WeakMap<Program, Map<string, boolean>>();

/** Asked for every client, so the texts of a module are read once. */
function hasSchedules(program: Program, module: string): boolean {
  const known = withSchedules.get(program) ?? new Map<string, boolean>();
  withSchedules.set(program, known);
  const answer = known.get(module) ?? program.matching(/@Scheduled\b/, new Set([module])).length > 0;
  known.set(module, answer);
  return answer;
}

/** The pace of a method that nothing in its module but schedules call, by its name: a service's, which another class's schedule runs. */
export function paceOfCallers(method: Method | undefined, program: Program): { readonly pace?: Pace } {
  if (!method || method.isConstructor || !/^\w+$/.test(method.name)) return {};
  const { module } = method.type.file;
  if (surroundingsOf(method).pace || !hasSchedules(program, module)) return {};
  const files = program.matching(new RegExp(`[.:]${method.name}\\b`), new Set([module]));
  const calls = files.flatMap((file) => program.calls(file).filter(({ name }) => name === method.name).map(({ node }) => surroundingsOf(enclosingMethod(node, enclosingType(node, file))).pace));
  // A reference to the method may be run by anybody.
  const isHandedOn = files.some(({ text }) => text.includes(`::${method.name}`));
  const [first, ...others] = calls;
  return first && !isHandedOn && others.every((pace) => pace !== undefined) ? { pace: first } : {};
}

/** The method by which a health endpoint asks a class. */
const isCheck = ({ name, type }: Method): boolean => /^(?:health|doHealthCheck|call)$/.test(name) && type.supertypes.some((supertype) => /^(?:(?:Abstract)?(?:Reactive)?HealthIndicator|HealthCheck)$/.test(supertype));

/** What all callers of an interface have in common; nothing where one of them may be unseen. */
export function surroundingsOfCallers(type: TypeDeclaration, users: readonly CodeFile[], program: Program): Surroundings {
  const names = new Set(type.methods.map(({ name }) => name));
  if (users.some((file) => [...names].some((name) => file.text.includes(`::${name}`)))) return {};
  const sites = users.flatMap((file) => program.calls(file).flatMap((call) => (names.has(call.name) && mayBeOf(call, type, file, program) ? [surroundingsOf(enclosingMethod(call.node, enclosingType(call.node, file)))] : [])));
  const [first] = sites;
  if (!first) return {};
  return {
    ...(first.softAt && sites.every(({ softAt }) => softAt) ? { softAt: first.softAt } : {}),
    ...(first.phase && sites.every(({ phase }) => phase === first.phase) ? { phase: first.phase } : {}),
  };
}

/** A receiver whose type nobody knows may be one. */
function mayBeOf(call: Call, type: TypeDeclaration, file: CodeFile, program: Program): boolean {
  if (!call.receiver) return false;
  const of = rootType(call.receiver, { program, file });
  return of === undefined || of === type.name;
}

const RUNNERS = new Set(['CommandLineRunner', 'ApplicationRunner']);
const STARTED = /\b(?:Application(?:Started|Ready)Event|ContextRefreshedEvent|StartupEvent)\b/;

/** Runs when the program starts, before or beside its requests. */
function runsOnce({ name, annotations, parameters, type }: Method): boolean {
  if (name === 'run' && type.supertypes.some((supertype) => RUNNERS.has(supertype))) return true;
  return annotations.some((annotation) => annotation.name === 'PostConstruct' || (annotation.name === 'EventListener' && hearsOfStart(annotation, parameters)));
}

const hearsOfStart = ({ values }: Annotation, parameters: Method['parameters']): boolean =>
  parameters.some(({ type }) => STARTED.test(type)) || [...values.values()].some((value) => STARTED.test(textOf(value)));
