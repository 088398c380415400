import type { Place } from '../facts/place.js';
import type { PackageFact } from '../facts/types.js';

/**
 * A server that a program starts by itself, and where its code handles the signal to stop. Where some of the code speaks of
 * stopping in another way, a library may do it: then nothing is said.
 */
export function ownServer(at: Place | undefined, sources: readonly { readonly path: string; readonly text: string }[], handles: RegExp): Pick<PackageFact, 'ownServer'> {
  if (!at) return {};
  for (const { path, text } of sources) {
    const found = handles.exec(text);
    if (found) return { ownServer: { at, stopsAt: placeIn(path, text, found) } };
  }
  return sources.some(({ text }) => STOPS.test(text)) ? {} : { ownServer: { at } };
}

/** An `AbortSignal` is none of these. */
const STOPS = /grace|shut_?down|SIGINT|SetupSignal|\bsignals?\.(?:Notify|Setup|signal|On|Wait)|terminus|lightship|stoppable/i;

function placeIn(file: string, text: string, found: RegExpExecArray): Place {
  const before = text.slice(0, found.index);
  return { file, line: before.split('\n').length, column: found.index - before.lastIndexOf('\n'), length: found[0].length };
}
