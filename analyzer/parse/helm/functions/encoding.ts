import { posix } from 'node:path';
import { TemplateError } from '../template/errors.js';
import type { GoMap } from '../template/values.js';
import { made, map, onText, text, type Family } from './arguments.js';

const clean = (path: string): string => posix.normalize(path).replace(/(.)\/$/, '$1');

/** Encodings, paths and URLs. https://masterminds.github.io/sprig/encoding.html */
export const encodingFunctions: Family = {
  b64enc: (args, call) => made(call, Buffer.from(text(args, 0)).toString('base64')),
  b64dec: onText(decode64),
  b32enc: (args, call) => made(call, encode32(Buffer.from(text(args, 0)))),
  b32dec: onText(decode32),
  base: onText((path) => posix.basename(path) || (path === '' ? '.' : '/')),
  dir: onText((path) => posix.normalize(posix.dirname(path))),
  clean: onText(clean),
  ext: onText((path) => /\.[^./]*$/.exec(path)?.[0] ?? ''),
  isAbs: onText((path) => path.startsWith('/')),
  osBase: onText((path) => posix.basename(path) || (path === '' ? '.' : '/')),
  osDir: onText((path) => posix.normalize(posix.dirname(path))),
  osClean: onText(clean),
  osExt: onText((path) => /\.[^./]*$/.exec(path)?.[0] ?? ''),
  osIsAbs: onText((path) => path.startsWith('/')),
  urlParse: onText(parseUrl),
  urlJoin: (args) => joinUrl(map(args, 0)),
};

function decode64(value: string): string {
  if (!/^(?:[A-Za-z0-9+/\r\n]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?[\r\n]*$/.test(value)) return `illegal base64 data at input byte ${/[^A-Za-z0-9+/\r\n]/.exec(value)?.index ?? value.length}`;
  return Buffer.from(value, 'base64').toString();
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function encode32(bytes: Buffer): string {
  let bits = 0;
  let pending = 0;
  let encoded = '';
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) encoded += BASE32.charAt((pending >> (bits - 5)) & 31);
    pending &= (1 << bits) - 1;
  }
  if (bits > 0) encoded += BASE32.charAt((pending << (5 - bits)) & 31);
  return encoded.padEnd(Math.ceil(encoded.length / 8) * 8, '=');
}

function decode32(value: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let pending = 0;
  for (const char of value.replace(/=+$/, '')) {
    const digit = BASE32.indexOf(char);
    if (digit < 0) return `illegal base32 data at input byte ${value.indexOf(char)}`;
    pending = ((pending << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) bytes.push((pending >> (bits -= 8)) & 255);
  }
  return Buffer.from(bytes).toString();
}

const URL_PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*)|)([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/;

function parseUrl(value: string): GoMap {
  const [, scheme = '', authority, path = '', query = '', fragment = ''] = URL_PARTS.exec(value) ?? [];
  const at = authority?.lastIndexOf('@') ?? -1;
  const host = authority?.slice(at + 1) ?? '';
  const opaque = authority === undefined && scheme !== '' && !path.startsWith('/') ? path : '';
  const hostname = host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d*$/, '');
  return new Map(Object.entries({ scheme: scheme.toLowerCase(), host, hostname, path: opaque === '' ? path : '', query, opaque, fragment, userinfo: at < 0 ? '' : (authority ?? '').slice(0, at) }));
}

function joinUrl(parts: GoMap): string {
  const part = (name: string): string => {
    const value = parts.get(name) ?? '';
    if (typeof value !== 'string') throw new TemplateError(`unable to parse ${name} key, must be of type string`);
    return value;
  };
  const scheme = part('scheme');
  const suffix = (part('query') && `?${part('query')}`) + (part('fragment') && `#${part('fragment')}`);
  if (part('opaque') !== '') return `${scheme}:${part('opaque')}${suffix}`;
  const host = part('host');
  const path = part('path');
  const userinfo = part('userinfo');
  const authority = scheme !== '' || host !== '' || userinfo !== '' ? (host !== '' || path !== '' || userinfo !== '' ? `//${userinfo === '' ? '' : `${userinfo}@`}${host}` : '') : '';
  return `${scheme === '' ? '' : `${scheme}:`}${authority}${path !== '' && !path.startsWith('/') && host !== '' ? '/' : ''}${path}${suffix}`;
}
