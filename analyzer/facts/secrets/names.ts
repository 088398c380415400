/** Parts of a name that say "secret" wherever they stand: `DB_PASSWORD`, `apiKey`, `CLIENTSECRET`. Compared without separators. */
const SECRET_PARTS =
  /passw|passphrase|secret|token|credential|apikey|accesskey|privatekey|signingkey|encryptionkey|masterkey|sharedkey|accountkey|authkey|authorization|requirepass|masterauth|keystorepass|webhookurl|connectionkey/;

/** Whole words that do; as parts they would hit `compass` or `keyboard`. */
const SECRET_WORDS = new Set(['pass', 'pwd', 'pw', 'cred', 'creds', 'jwt', 'salt', 'pat', 'pem', 'otp', 'bearer', 'private', 'cookie', 'sas', 'passwd', 'pgpass']);

/** `X_KEY` is a secret unless the word before says what other kind of key it is. */
const HARMLESS_KEYS = new Set(['routing', 'partition', 'cache', 'sort', 'primary', 'foreign', 'public', 'topology', 'label', 'group', 'shard', 'object', 'config']);

const ADDRESS_WORDS = new Set(['url', 'uri', 'host', 'hostname', 'addr', 'address', 'endpoint', 'server', 'service', 'issuer', 'domain']);

/** When in doubt a name is a secret's: a lost value costs an edge, a leaked one costs a password. */
export function isSecretName(name: string): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const verdict = saysSecret(name);
  // Names come from the input: a bounded memory is enough for what repeats.
  if (verdicts.size < 10_000) verdicts.set(name, verdict);
  return verdict;
}

const verdicts = new Map<string, boolean>();

function saysSecret(name: string): boolean {
  if (SECRET_PARTS.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''))) return true;
  const words = wordsOf(name);
  return words.some((word, index) => SECRET_WORDS.has(word) || (/^keys?$/.test(word) && index === words.length - 1 && !HARMLESS_KEYS.has(words[index - 1] ?? '')));
}

/** `TOKEN_SERVICE_URL`: names a secret's service, and holds an address. */
export const isAddressName = (name: string): boolean => ADDRESS_WORDS.has(wordsOf(name).at(-1) ?? '');

/** `POSTGRES_PASSWORD_FILE`: where the secret is, not what it is. */
export const isPathName = (name: string): boolean => /^(?:file|path|dir|directory)$/.test(wordsOf(name).at(-1) ?? '');

/** Password words proper, for the few places where `secret` or `token` may also name a host. */
export const isPasswordName = (name: string): boolean => /passw|passphrase|pwd/.test(name.toLowerCase());

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
