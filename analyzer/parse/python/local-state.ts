import type { LocalStateFact } from '../../facts/types.js';
import { placeOf } from '../source/index.js';
import { functionOf, namesOf, plainText, positional, namedArgument, type Call, type Flow } from '../source/flow/index.js';

/** Files that request code writes, and sessions kept on the local disk. Caches of pure functions are no state that is missed. */
export function localState(flow: Flow, packagesOf: (file: string) => readonly string[]): LocalStateFact[] {
  return flow.model.calls.flatMap((call): LocalStateFact[] => {
    const packages = packagesOf(call.node.source.file);
    const written = packages.length > 0 && functionOf(call.scope) ? writtenBy(flow, call) : undefined;
    return written ? [{ kind: 'local-state', packages, state: 'file', holder: written.holder, ...(written.path ? { path: [{ text: written.path }] } : {}), at: placeOf(call.node) }] : [];
  });
}

/** `open(path, "w")` with a path that is no temporary file or standard device. */
function writtenBy(flow: Flow, call: Call): { readonly holder: string; readonly path: string | undefined } | undefined {
  const [named] = namesOf(flow, call, undefined);
  if (named === undefined || named.name !== 'open') return undefined;
  const mode = namedArgument(flow, call, 'mode', undefined) ?? positional(flow, call, 1, undefined);
  const text = mode && plainText(flow, flow.value(mode.expression, undefined));
  if (text === undefined || !/[wax+]/.test(text)) return undefined;
  const path = positional(flow, call, 0, undefined);
  const shown = path && plainText(flow, flow.value(path.expression, undefined));
  return shown === undefined || /^\/(?:tmp|dev|proc)\b/.test(shown) ? undefined : { holder: 'open', path: shown };
}
