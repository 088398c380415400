import { setOrigin } from '../template/origin.js';
import { GoObject, type GoMap, type GoValue } from '../template/values.js';
import { at, made, standIn, text, type Family } from './arguments.js';
import { toInt64 } from './numbers.js';
import type { Call } from '../template/evaluate.js';

const characters = (what: string, from: string): Family[string] => (args, call) => standIn(drawn(from, toInt64(at(args, 0)), call), what);

/** What Helm draws at random, or derives from a secret. Stand-ins of the right shape; whoever reads them is told that they are unknown. */
export const standInFunctions: Family = {
  randAlphaNum: characters('randAlphaNum', 'a0'),
  randAlpha: characters('randAlpha', 'a'),
  randNumeric: characters('randNumeric', '0'),
  randAscii: characters('randAscii', 'a'),
  randBytes: (args, call) => standIn(Buffer.alloc(Math.min(drawn('a', toInt64(at(args, 0)), call).length, 1024)).toString('base64'), 'randBytes'),
  uuidv4: () => standIn('00000000-0000-4000-8000-000000000000', 'uuidv4'),
  bcrypt: () => standIn(`$2a$10$${'x'.repeat(53)}`, 'bcrypt'),
  htpasswd: (args) => standIn(`${text(args, 0)}:$2a$10$${'x'.repeat(53)}`, 'htpasswd'),
  derivePassword: () => standIn('xxxxxxxxxxxxxxxx', 'derivePassword'),
  encryptAES: () => standIn('AAAA', 'encryptAES'),
  decryptAES: () => standIn('', 'decryptAES'),
  genPrivateKey: () => standIn(pem('RSA PRIVATE KEY'), 'genPrivateKey'),
  genCA: () => certificate('genCA'),
  genCAWithKey: () => certificate('genCAWithKey'),
  genSelfSignedCert: () => certificate('genSelfSignedCert'),
  genSelfSignedCertWithKey: () => certificate('genSelfSignedCertWithKey'),
  genSignedCert: () => certificate('genSignedCert'),
  genSignedCertWithKey: () => certificate('genSignedCertWithKey'),
  buildCustomCert: () => certificate('buildCustomCert'),
  getHostByName: () => '',
};

function drawn(from: string, length: number, call: Call): string {
  call.budget.text(length);
  return made(call, from.repeat(Math.ceil(Math.max(0, length) / from.length)).slice(0, Math.max(0, length)));
}

const pem = (kind: string): string => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----\n`;

function certificate(what: string) {
  const fields: GoMap = new Map<string, GoValue>([
    ['Cert', pem('CERTIFICATE')],
    ['Key', pem('RSA PRIVATE KEY')],
  ]);
  for (const key of fields.keys()) setOrigin(fields, key, { unknown: what });
  return standIn(new GoObject('sprig.certificate', 'struct', fields), what);
}
