import type { Template } from '../../facts/template.js';
import type { Place } from '../../facts/place.js';
import { placeOf, textIn } from '../source/index.js';
import { namedArgument, namesOf, positional, templatesOf, type Call, type Flow } from '../source/flow/index.js';

export interface Listener {
  readonly port: Template;
  readonly at: Place;
}

/** Ports that code listens on: `app.run(port=80)`, `uvicorn.run(.., port=..)`, `server.add_insecure_port("[::]:50051")`. */
export function listenersOf(flow: Flow): Listener[] {
  return flow.model.calls.flatMap((call): Listener[] => {
    const port = portOf(flow, call);
    return port && port.length > 0 && !port.every((p) => 'unknown' in p) ? [{ port, at: placeOf(call.node) }] : [];
  });
}

/** Where applications listen that something else starts (`uvicorn app:app`, `flask run`), unless it is told otherwise. */
const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  'fastapi.FastAPI': '8000', 'starlette.applications.Starlette': '8000', 'litestar.Litestar': '8000', 'sanic.Sanic': '8000', 'flask.Flask': '5000', 'quart.Quart': '5000',
};

/** The default port of each application that the code makes. */
export function defaultListeners(flow: Flow): Listener[] {
  return flow.model.calls.flatMap((call): Listener[] => {
    const port = namesOf(flow, call, undefined).map(({ name }) => DEFAULT_PORTS[name]).find((one) => one !== undefined);
    return port === undefined ? [] : [{ port: [{ text: port }], at: placeOf(call.node) }];
  });
}

const RUNS = /(?:^|[.#])(?:run|run_app|run_simple|listen|make_server|serve)$/;

function portOf(flow: Flow, call: Call): Template | undefined {
  const name = call.callee.is === 'member' || call.callee.is === 'name' ? call.callee.name : '';
  if (name === 'add_insecure_port' || name === 'add_secure_port') return afterColon(textAt(flow, call, 0));
  if (/^(?:Threading|Threaded)?(?:HTTPServer|TCPServer)$/.test(name)) {
    const address = positional(flow, call, 0, undefined);
    const list = address && flow.value(address.expression, undefined);
    const port = list?.is === 'list' ? list.items[1] : undefined;
    return port && templatesOf(flow, flow.value(port.expression, port.frame))[0];
  }
  if (name === 'start_http_server') return undefined;
  if (!namesOf(flow, call, undefined).some((n) => RUNS.test(n.name)) && !RUNS.test(name)) return undefined;
  const port = namedArgument(flow, call, 'port', undefined);
  return port && templatesOf(flow, flow.value(port.expression, undefined))[0];
}

const textAt = (flow: Flow, call: Call, index: number): Template | undefined => {
  const found = positional(flow, call, index, undefined);
  return found && templatesOf(flow, flow.value(found.expression, undefined))[0];
};

/** The port of `[::]:50051`. */
function afterColon(address: Template | undefined): Template | undefined {
  const last = address?.findLastIndex((part) => 'text' in part && part.text.includes(':'));
  if (!address || last === undefined || last < 0) return address && textIn(address) === undefined ? address : undefined;
  const part = address[last] as { readonly text: string };
  const rest = part.text.slice(part.text.lastIndexOf(':') + 1);
  return [...(rest === '' ? [] : [{ text: rest }]), ...address.slice(last + 1)];
}
