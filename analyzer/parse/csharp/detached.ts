import { ancestorOfType, childOf, childOfType, childrenOfType, textOf, type SourceNode } from '../source/index.js';
import { callAt, type Program, type Site } from '../source/program/index.js';

const FUNCTIONS = ['method_declaration', 'local_function_statement', 'lambda_expression', 'anonymous_method_expression'];
/** What tells that the caller has gone: a token, or what has one. */
const TELLS = /^(?:CancellationToken|ServerCallContext|HttpContext)\??$/;
/** Tokens that a host hands out when it stops, not when a caller does. */
const OF_HOST = /^(?:Execute|Start|Starting|Started|Stop|Stopping|Stopped)Async$/;
const NONE = /^(?:CancellationToken\.None|default(?:\(CancellationToken\))?|new(?: CancellationToken)?\(\))$/;
const REQUESTS = /^(?:Get|Post|Put|Patch|Delete|Send)\w*$/;

/** Where a request of `HttpClient` is not given the token that its function has, or is given one that nobody cancels. */
export function detachedAt(program: Program, { node }: Site): SourceNode | undefined {
  const call = callAt(program, node);
  if (call?.kind !== 'call' || !REQUESTS.test(call.name) || isMeantToGoOn(node) || !hasToken(node)) return undefined;
  const none = call.arguments.find(({ value }) => NONE.test(textOf(value)));
  if (none) return none.value;
  return call.arguments.some(({ name, value }) => name === 'cancellationToken' || isToken(value)) ? undefined : node;
}

const isToken = (value: SourceNode): boolean => /(?:token|cancel|aborted|\bct|\bcts)\w*$/i.test(textOf(value));

/** It, or a function around it, is handed one. */
function hasToken(node: SourceNode): boolean {
  const fn = ancestorOfType(node, ...FUNCTIONS);
  if (!fn) return false;
  const name = childOf(fn, 'name');
  if (name && OF_HOST.test(textOf(name))) return false;
  const list = childOf(fn, 'parameters') ?? childOfType(fn, 'parameter_list');
  return childrenOfType(list, 'parameter').some((parameter) => TELLS.test(textOf(childOf(parameter, 'type') ?? parameter)) && textOf(childOf(parameter, 'name') ?? parameter) !== 'stoppingToken') || hasToken(fn);
}

/** `Task.Run(() => ..)` and `_ = ..`: nobody waits for it. */
function isMeantToGoOn(node: SourceNode): boolean {
  const assigned = ancestorOfType(node, 'assignment_expression', 'block', 'arrow_expression_clause');
  if (assigned?.type === 'assignment_expression' && textOf(childOf(assigned, 'left') ?? assigned) === '_') return true;
  for (let call = ancestorOfType(node, 'invocation_expression'); call; call = ancestorOfType(call, 'invocation_expression'))
    if (/^(?:Task\.(?:Run|Factory\.StartNew)|ThreadPool\.QueueUserWorkItem|\w*[qQ]ueue\w*\.\w+|BackgroundJob\.\w+)\b/.test(textOf(call).slice(0, 80))) return true;
  return false;
}
