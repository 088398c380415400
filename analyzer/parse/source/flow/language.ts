import type { ClientSetting } from '../../../facts/types.js';
import type { ClientLibrary } from '../library.js';
import type { Wrapper } from './around.js';
import type { Flow } from './evaluate.js';
import type { Site } from './sources.js';
import type { Use } from './uses.js';
import type { SourceNode } from '../node.js';
import type { Call, Func } from './model.js';
import type { Frame, Value } from './value.js';

/** What an engine over lowered code has to know about a language beyond its syntax. */
export interface FlowLanguage {
  readonly libraries: readonly ClientLibrary[];
  /** Decorators and functions that try again, limit or break what they are given. */
  readonly wrappers: readonly Wrapper[];
  /** A deadline that a call is handed with its arguments (a context), in milliseconds. */
  deadlineOf(flow: Flow, site: Site): { readonly milliseconds: number; readonly at: SourceNode } | undefined;
  /** Where a call leaves the context of the request behind that its function was given. */
  detachedAt?(flow: Flow, use: Use): SourceNode | undefined;
  /** Where a call's function makes a failure of every answer without success. */
  statusCheckAt?(use: Use): SourceNode | undefined;
  /** What a wait that ends before its call makes of the call. */
  abandoned?(flow: Flow, use: Use): readonly ClientSetting[];
  /** Request handlers that the code registers. */
  routes(flow: Flow): readonly Route[];
  /** Code that runs in a database transaction. */
  transactions(flow: Flow): readonly Stretch[];
  /** Code that holds a lock of its process. */
  locks(flow: Flow): readonly Stretch[];
  /** A call of something imported whose result is known: reads of the environment, text functions, durations. */
  builtin(path: string, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined;
  /** A method of a plain value (`"{}".format(x)`), or of what `builtin` gave. */
  method(receiver: Value, name: string, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined;
  /** What a library function assigns through an argument (`flag.StringVar(&x, "name", "default", "")`). */
  assigns(path: string, call: Call, index: number, frame: Frame | undefined, flow: Flow): Value | undefined;
  /** What reading a name or a member of a library gives (`time.Second`, `os.environ`). */
  constant(path: string): Value | undefined;
  /** An entry of what a framework keeps for the application, by what it is kept in and its key. */
  option?(flow: Flow, holder: string, key: string, use: SourceNode): Value | undefined;
  /** `host % port`, `2 * time.Second`. */
  operation(operator: string, left: Value, right: Value, flow: Flow): Value | undefined;
  /** The method that runs when a class is called. */
  constructorOf(methods: ReadonlyMap<string, Func>): Func | undefined;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly fn: Func;
  readonly at: SourceNode;
}

/** What is called in a stretch of code. */
export interface Stretch {
  readonly at: SourceNode;
  readonly calls: readonly Call[];
}
