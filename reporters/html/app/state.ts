import type { Environment } from '../../../analyzer/graph/document.js';

/** What the reader looks at; the URL's hash holds the same, so a link shares it. */
export interface State {
  /** Id of a picture. */
  readonly view: string;
  readonly node?: string;
  readonly line?: { readonly from: string; readonly to: string };
  /** Fingerprint. */
  readonly finding?: string;
  /** Hops around `node` that are shown; 0: the picture as it is. */
  readonly focus: number;
  readonly environment?: Environment;
  /** Shown kinds and severities; empty: all. */
  readonly kinds: readonly string[];
  readonly severities: readonly string[];
  readonly table: boolean;
}

export type Change = Partial<{ [K in keyof State]: State[K] | undefined }>;

export interface Store {
  readonly state: State;
  update(change: Change): void;
  subscribe(listener: (state: State, before: State) => void): void;
}

export function createStore(initial: State): Store {
  let state = initial;
  const listeners: ((state: State, before: State) => void)[] = [];
  return {
    get state() {
      return state;
    },
    update(change) {
      const before = state;
      state = { ...state, ...change } as State;
      for (const listener of listeners) listener(state, before);
    },
    subscribe: (listener) => void listeners.push(listener),
  };
}

/** At most one thing is selected. */
export const nothing: Change = { node: undefined, line: undefined, finding: undefined, focus: 0 };
