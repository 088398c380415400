import { functionOf, type Call, type Func } from './model.js';
import { callSitesOf } from './call-sites.js';
import type { Flow } from './evaluate.js';
import { madeKey, optionsOf, type Frame, type Value } from './value.js';

/** Frames are interned: the same way to a function is the same frame, so that what is made in it has one identity. */
export interface Frames {
  enter(fn: Func, call: Call | undefined, caller: Frame | undefined, self: Value | undefined, lexical: Frame | undefined): Frame | undefined;
}

const MAX_FRAME_DEPTH = 8;

export function frames(): Frames {
  const known = new Map<string, Frame>();
  const functions = new Map<Func, number>();
  return {
    enter(fn, call, caller, self, lexical) {
      const depth = (caller?.depth ?? 0) + 1;
      if (depth > MAX_FRAME_DEPTH) return undefined;
      if (!functions.has(fn)) functions.set(fn, functions.size);
      const key = [functions.get(fn), call && `${call.node.source.file}:${call.node.start}:${call.node.end}`, caller?.id, self && selfKey(self), lexical?.id].join('|');
      const seen = known.get(key);
      if (seen) return seen;
      const frame: Frame = { id: known.size, fn, call, caller, self, lexical, depth };
      known.set(key, frame);
      return frame;
    },
  };
}

function selfKey(self: Value): string {
  return optionsOf(self).map((v) => (v.is === 'instance' ? `${v.type.module.id}.${v.type.name}@${v.origin?.node.source.file}:${v.origin?.node.start}:${v.frame?.id}` : v.is === 'made' ? madeKey(v) : v.is)).join(',');
}

const MAX_WAYS = 48;
const MAX_WAY_DEPTH = 4;

/** The ways on which a function is called, as frames; one open frame when nobody is known to call it, or too many do. */
export function waysTo(flow: Flow, fn: Func | undefined, depth = 0, through: readonly Func[] = []): readonly (Frame | undefined)[] {
  if (!fn || depth >= MAX_WAY_DEPTH || through.includes(fn)) return [undefined];
  const sites = callSitesOf(flow, fn);
  if (sites.length > MAX_WAYS) return [undefined];
  const found = new Set<Frame | undefined>();
  for (const site of sites) {
    for (const caller of waysTo(flow, functionOf(site.scope), depth + 1, [...through, fn])) {
      const callee = optionsOf(flow.value(site.callee, caller)).find((v) => v.is === 'function' && v.fn === fn);
      const made = callee?.is === 'function' ? callee : undefined;
      const self = made?.self ?? (fn.owner && !made ? { is: 'instance' as const, type: fn.owner, origin: site, frame: caller } : undefined);
      found.add(flow.frames.enter(fn, site, caller, self, made?.lexical));
      if (found.size > MAX_WAYS) return [undefined];
    }
  }
  return found.size === 0 ? [undefined] : [...found];
}
