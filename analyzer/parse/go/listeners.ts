import type { Place } from '../../facts/place.js';
import type { Template } from '../../facts/template.js';
import { placeOf, textIn, type SourceNode } from '../source/index.js';
import { namesOf, positional, templatesOf, type Call, type Expression, type Flow } from '../source/flow/index.js';

export interface Listener {
  readonly port: Template;
  readonly at: Place;
}

/** Where the address stands: `http.ListenAndServe(":80", h)`, `net.Listen("tcp", addr)`, `router.Run(":80")`. */
const CALLS: Readonly<Record<string, number>> = {
  'net/http.ListenAndServe': 0, 'net/http.ListenAndServeTLS': 0, 'net.Listen': 1,
  'github.com/valyala/fasthttp.ListenAndServe': 0, 'github.com/cloudwego/hertz/pkg/app/server.WithHostPorts': 0, 'github.com/beego/beego/v2/server/web.Run': 0,
};
const METHODS: Readonly<Record<string, RegExp>> = { Run: /gin/, RunTLS: /gin/, Start: /echo/, StartTLS: /echo/, Listen: /fiber|iris/, ListenTLS: /fiber/ };

/** What a file imports that listens without a library that also calls. */
export const LISTENING = ['github.com/gin-gonic/gin', 'github.com/labstack/echo', 'github.com/gofiber/fiber', 'github.com/kataras/iris', 'github.com/valyala/fasthttp', 'github.com/cloudwego/hertz', 'github.com/beego/beego'];

/** gin's own, when it is given no address. */
const GIN_PORT: Template = [{ env: 'PORT', fallback: [{ text: '8080' }] }];

/** Ports that code listens on. */
export function listenersOf(flow: Flow): Listener[] {
  const called = flow.model.calls.flatMap((call) => {
    const index = addressIndex(flow, call);
    const address = index === undefined ? undefined : positional(flow, call, index, undefined);
    if (index === 0 && call.args.length === 0 && call.callee.is === 'member' && call.callee.name === 'Run') return [{ port: GIN_PORT, at: placeOf(call.node) }];
    return address ? portAt(flow, address.expression, call.node) : [];
  });
  const servers = flow.model.objects.flatMap((literal) => {
    const [name] = namesOf(flow, literal, undefined);
    const address = name?.name === 'new net/http.Server' ? literal.entries.find((e) => e.key === 'Addr') : undefined;
    return address ? portAt(flow, address.value, address.value.node) : [];
  });
  return [...called, ...servers];
}

function addressIndex(flow: Flow, call: Call): number | undefined {
  const names = namesOf(flow, call, undefined).map((n) => n.name);
  const known = names.map((name) => CALLS[name]).find((index) => index !== undefined);
  if (known !== undefined || call.callee.is !== 'member') return known;
  const framework = METHODS[call.callee.name];
  return framework && names.some((name) => framework.test(name)) ? 0 : undefined;
}

function portAt(flow: Flow, expression: Expression, node: SourceNode): Listener[] {
  return templatesOf(flow, flow.value(expression, undefined)).flatMap((address) => {
    const port = afterColon(address);
    return port && port.length > 0 && port.every((p) => !('unknown' in p)) ? [{ port, at: placeOf(node) }] : [];
  });
}

/** The port of `host:8080`. */
function afterColon(address: Template): Template | undefined {
  const last = address.findLastIndex((part) => 'text' in part && part.text.includes(':'));
  if (last < 0) return textIn(address) === undefined ? address : undefined;
  const part = address[last] as { readonly text: string };
  const rest = part.text.slice(part.text.lastIndexOf(':') + 1);
  return [...(rest === '' ? [] : [{ text: rest }]), ...address.slice(last + 1)];
}
