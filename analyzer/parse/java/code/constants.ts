import { callOf, isName, isThis, memberOf } from './expression.js';
import type { Template } from '../../../facts/template.js';
import { textIn, textOf, type SourceNode } from '../../source/index.js';
import { fieldOf, rawText } from './fields.js';
import { bindingOf } from './bindings.js';
import type { TypeDeclaration, Variable } from './model.js';
import { variableType, type Scope } from './scope.js';

/** `ORDERS` of `import static shop.Urls.ORDERS`, or of `import static shop.Urls.*`. */
export function importedConstant(name: string, { program, file }: Scope): { readonly variable: Variable; readonly type: TypeDeclaration } | undefined {
  const single = file.imports.get(name)?.split('.').at(-2);
  const owners = single === undefined ? file.wildcards.flatMap((path) => (/\.[A-Z]\w*$/.test(path) ? [path.slice(path.lastIndexOf('.') + 1)] : [])) : [single];
  for (const owner of owners) {
    const type = program.type(owner, file);
    const found = type && fieldOf(name, type, program);
    if (found) return found;
  }
  return undefined;
}

/**
 * `props.getUser().getUrl()` or `props.user().url()`, where a prefix of the configuration fills what `props` is: the property
 * is the prefix and what is asked for, step by step.
 */
export function boundPath(node: SourceNode, scope: Scope, text: (part: SourceNode) => Template): Template | undefined {
  const steps: string[] = [];
  let at = node;
  for (let step = stepOf(at, text); step; step = stepOf(at, text)) {
    steps.unshift(step.name);
    at = step.receiver;
    const type = isName(at) ? variableType(textOf(at), at, scope) : memberOf(at) && isThis(memberOf(at)!.receiver) ? variableType(memberOf(at)!.name, at, scope) : undefined;
    const declared = type === undefined ? undefined : scope.program.type(type, scope.file);
    const bound = declared && bindingOf(declared, scope.program);
    const prefix = bound && (bound.values.get('prefix') ?? bound.values.get('value'));
    if (prefix) return [{ property: [rawText(prefix, scope), ...steps].join('.') }];
  }
  return undefined;
}

function stepOf(node: SourceNode, text: (part: SourceNode) => Template): { readonly receiver: SourceNode; readonly name: string } | undefined {
  const member = memberOf(node);
  if (member) return isThis(member.receiver) ? undefined : member;
  const call = callOf(node);
  if (!call?.receiver || call.isConstruction || call.arguments.length > 1) return undefined;
  // `props.getServices().get("orders")`
  const key = call.arguments[0] && textIn(text(call.arguments[0]));
  if (call.arguments.length === 1) return call.name === 'get' && key !== undefined ? { receiver: call.receiver, name: key } : undefined;
  const property = /^(?:get|is)([A-Z]\w*)$/.exec(call.name)?.[1];
  return { receiver: call.receiver, name: property ? property[0]!.toLowerCase() + property.slice(1) : call.name };
}
