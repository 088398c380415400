import { resolvedName } from '../facts/resolver-scheme.js';

/** Stands for text that nobody could evaluate; a host that contains it is unknown, a path that does is harmless. */
export const HOLE = '\u0000';

/** What a text says about where something is. `form` tells how sure it is that a name is meant. */
export interface Address {
  readonly host: string;
  readonly port?: number;
  readonly scheme?: string;
  readonly form: 'url' | 'host-port' | 'key' | 'bare';
  /** One of several in a list. */
  readonly listed?: true;
}

const URL_FORM = /^(?:jdbc:|r2dbc:(?:pool:)?)?([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?(.*)$/i;
const NAME = `[A-Za-z0-9_\u0000](?:[A-Za-z0-9_.\u0000-]*[A-Za-z0-9_\u0000])?`;
const HOST_PORT = new RegExp(`^(${NAME})\\.?:(\\d{2,5})(?:/.*)?$`);
const BARE = new RegExp(`^${NAME}\\.?$`);
const TCP = new RegExp(`(?:tcp|unix)\\((${NAME})(?::(\\d{2,5}))?\\)`);
const KEY_VALUE = /(?:^|[;\s])(?:host|hostname|server|data source|addr|address|endpoint|accountendpoint)\s*=\s*(?:tcp:)?([^;,\s:]+)(?:[,:](\d{2,5}))?/i;

/**
 * Addresses in a value: URLs, `host:port`, comma- or blank-separated lists of them, JDBC and driver connection strings, or one
 * bare word that may be a host name.
 */
export function addressesIn(text: string): Address[] {
  const value = text.trim();
  if (value === '' || value.length > 4096) return [];
  if (!/[:=,\s]/.test(value)) return addressOf(value, true);
  const tcp = TCP.exec(value);
  if (tcp) return [{ host: tcp[1]!, ...port(tcp[2]), form: 'host-port' }];
  const keyed = value.includes('://') ? null : KEY_VALUE.exec(value);
  if (keyed) return [{ host: keyed[1]!, ...port(keyed[2] ?? /(?:^|[;\s])port\s*=\s*(\d{2,5})/i.exec(value)?.[1]), form: 'key' }];
  const words = value.split(/[,\s]+/).filter((word) => word !== '');
  const [first, ...rest] = words.flatMap((word) => addressOf(word, words.length === 1 || value.includes('://')));
  if (first === undefined) return [];
  // `mongodb://a:27017,b:27017/db`: the scheme of the first is that of all.
  const all = [first, ...rest.map((address) => (first.form === 'url' && address.form !== 'url' ? { ...address, form: first.form, scheme: first.scheme! } : address))];
  return rest.length === 0 ? all : all.map((address) => ({ ...address, listed: true }));
}

/** A database inside the process or in a file: nobody else is needed. */
export const isEmbedded = (text: string): boolean => /^(?:jdbc:|r2dbc:)?(?:h2|hsqldb|derby|sqlite)(?:\.\w+)?:(?!tcp:|ssl:|hsql:|http:|\/\/)/i.test(text.trim()) || /^r2dbc:h2:(?:mem|file):/i.test(text.trim());

/** Addresses inside free text such as a shell command or a configuration file: only URLs and `host:port`. */
export function addressesInText(text: string): Address[] {
  return text.split(/[\s'"`<>()[\]{};,|]+/).flatMap((token) => {
    const value = /^-{0,2}[\w.-]+=(.+)$/.exec(token)?.[1] ?? token;
    return addressOf(value.replace(/^[^A-Za-z0-9_\u0000]+/, ''), false);
  });
}

function addressOf(word: string, bareAllowed: boolean): Address[] {
  const url = URL_FORM.exec(word);
  const name = url && resolvedName(url[1]!.toLowerCase(), url[2]!);
  if (name) return addressOf(name, true);
  if (url) return urlAddresses(url[1]!.toLowerCase(), url[2]!);
  const pair = HOST_PORT.exec(word);
  if (pair && !/^\d+$/.test(pair[1]!)) return [{ host: pair[1]!, ...port(pair[2]), form: 'host-port' }];
  return bareAllowed && BARE.test(word) && !/^[\d.]+$/.test(word) ? [{ host: word, form: isResourceAddress(word) ? 'key' : 'bare' }] : [];
}

/** `aws_db_instance.orders` of a cloud template; no host has such labels. */
export const isResourceAddress = (text: string): boolean => /^(?:module\.[\w-]+\.)*[a-z]+_\w+\.[\w-]+$/.test(text);

/** A sidecar passes the request on to the program of that name. https://docs.dapr.io/reference/api/service_invocation_api/ */
export const INVOCATION = /\/v1\.0(?:-\w+)?\/invoke\/([^/?#]+)\/method(?:\/|$|\u0000)/;

/** SQL Server ends the authority with `;`. */
function urlAddresses(scheme: string, rest: string): Address[] {
  const app = INVOCATION.exec(rest)?.[1];
  if (app !== undefined) return BARE.test(app) ? [{ host: app, scheme, form: 'url' }] : [];
  // `http://cart:8080${path}`: what follows a port is no part of it.
  const authority = rest.split(/[/?#;]/, 1)[0]!.replace(/(:\d{2,5})\u0000.*$/, '$1');
  const match = /^(.*?)(?::(\d{1,5})?)?$/.exec(authority)!;
  const host = match[1]!.replace(/\.$/, '');
  return BARE.test(host) ? [{ host, ...port(match[2]), scheme, form: 'url' }] : [];
}

const port = (digits: string | undefined): { readonly port?: number } => {
  const value = Number(digits);
  return digits !== undefined && value > 0 && value < 65_536 ? { port: value } : {};
};

export const isLoopback = (host: string): boolean => host === 'localhost' || host === 'host.docker.internal' || host === '0.0.0.0' || host === '::1' || /^127\./.test(host);
export const isIpAddress = (host: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':');

/** RFC 1918. */
export const isPrivateAddress = (host: string): boolean => /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host);

/** The machine that runs the containers: Docker's bridge, and the virtual machines of Docker Toolbox and boot2docker. */
export const isDockerHost = (host: string): boolean => /^(?:172\.17\.0\.1|192\.168\.99\.100|192\.168\.59\.103)$/.test(host);

/** A name that public DNS could know: dots, and a top-level domain of letters that no cluster uses. */
export function isPublicName(host: string): boolean {
  const labels = host.toLowerCase().split('.');
  const top = labels.at(-1)!;
  return labels.length >= 2 && /^[a-z]{2,}$/.test(top) && !['local', 'internal', 'svc', 'localhost', 'cluster', 'lan', 'test', 'invalid'].includes(top) && labels.every((l) => /^[a-z0-9_-]+$/.test(l));
}
