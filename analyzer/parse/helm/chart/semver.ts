export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: string;
  readonly build: string;
}

const NUMBERS = String.raw`v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?`;
const VERSION = new RegExp(`^${NUMBERS}$`);

/** Parts may be missing: `1.29` is 1.29.0. */
export function parseVersion(written: string): Version | undefined {
  const found = VERSION.exec(written.trim());
  if (found === null) return undefined;
  const [, major, minor = '0', patch = '0', pre = '', build = ''] = found;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), pre, build };
}

/** https://semver.org/#spec-item-11 */
function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePre(a.pre, b.pre);
}

function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [left, right] = [a.split('.'), b.split('.')];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareIdentifier(left[index] as string, right[index] as string);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareIdentifier(a: string, b: string): number {
  const [aNumeric, bNumeric] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aNumeric && bNumeric) return Number(a) - Number(b);
  if (aNumeric !== bNumeric) return aNumeric ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Bound {
  readonly operator: string;
  readonly version: Version;
  /** How many numbers were written: `1.x` has one. */
  readonly given: number;
}

const PART = String.raw`v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?`;
const BOUND = new RegExp(String.raw`\s*(=>|=<|>=|<=|!=|~>|=|>|<|~|\^|)\s*${PART}\s*,?`, 'y');
const HYPHEN = new RegExp(String.raw`(${PART.replaceAll('(', '(?:').replaceAll('(?:?:', '(?:')})\s+-\s+(${PART.replaceAll('(', '(?:').replaceAll('(?:?:', '(?:')})`, 'g');

/** Whether a version meets a constraint as Helm reads them; undefined when it is none. https://github.com/Masterminds/semver#checking-version-constraints */
export function satisfies(version: Version, constraint: string): boolean | undefined {
  const alternatives = constraint.replace(HYPHEN, '>=$1, <=$2').split('||').map(readBounds);
  if (alternatives.some((bounds) => bounds === undefined)) return undefined;
  return alternatives.some((bounds) => bounds?.every((bound) => meets(version, bound)));
}

function readBounds(text: string): Bound[] | undefined {
  const bounds: Bound[] = [];
  if (text.trim() === '') return [toBound('', '*', undefined, undefined, '')];
  BOUND.lastIndex = 0;
  while (BOUND.lastIndex < text.length) {
    const found = BOUND.exec(text);
    if (found === null) return undefined;
    bounds.push(toBound(found[1] ?? '', found[2] ?? '*', found[3], found[4], found[5] ?? ''));
  }
  return bounds;
}

function toBound(operator: string, major: string, minor: string | undefined, patch: string | undefined, pre: string): Bound {
  const numbers = [major, minor, patch];
  const wild = numbers.findIndex((part) => part === undefined || /[xX*]/.test(part));
  const given = wild < 0 ? 3 : wild;
  const number = (index: number): number => (index < given ? Number(numbers[index]) : 0);
  return { operator, version: { major: number(0), minor: number(1), patch: number(2), pre, build: '' }, given };
}

/** A pre-release only meets a bound that names one. */
function meets(version: Version, bound: Bound): boolean {
  const { operator, version: wanted, given } = bound;
  const order = compareVersions(version, wanted);
  if (operator === '!=' && given === 3) return order !== 0;
  if (version.pre !== '' && wanted.pre === '') return false;
  switch (operator) {
    case '':
    case '=':
      return given < 3 ? tilde(version, bound) : order === 0;
    case '!=':
      return !samePrefix(version, wanted, given);
    case '>':
      return given === 3 ? order > 0 : order > 0 && !samePrefix(version, wanted, given);
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return order <= 0 || (given < 3 && samePrefix(version, wanted, given));
    case '~':
    case '~>':
      return tilde(version, bound);
    default:
      return caret(version, bound);
  }
}

const samePrefix = (a: Version, b: Version, count: number): boolean => (count < 1 || a.major === b.major) && (count < 2 || a.minor === b.minor) && (count < 3 || a.patch === b.patch);

function tilde(version: Version, { version: wanted, given }: Bound): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  return given === 0 || samePrefix(version, wanted, Math.min(given, 2));
}

function caret(version: Version, { version: wanted, given }: Bound): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  if (given === 0) return true;
  if (wanted.major > 0 || given === 1) return version.major === wanted.major;
  if (wanted.minor > 0 || given === 2) return version.major === 0 && version.minor === wanted.minor;
  return samePrefix(version, wanted, 3);
}
