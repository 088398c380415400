import { TemplateError } from '../template/errors.js';
import { GoInt, int, int64, type GoValue } from '../template/values.js';
import { at, integer, standIn, strval, type Family } from './arguments.js';

/** sprig's arithmetic: integers of 64 bits, whatever was given. https://masterminds.github.io/sprig/math.html */
export const numberFunctions: Family = {
  int: (args) => int(toInt64(at(args, 0))),
  int64: (args) => int64(toInt64(at(args, 0))),
  float64: (args) => toFloat64(at(args, 0)),
  toDecimal: (args) => int64(/^[0-7]+$/.test(strval(at(args, 0))) ? parseInt(strval(at(args, 0)), 8) : 0),
  add1: (args) => int64(toInt64(at(args, 0)) + 1),
  add: (args) => int64(args.reduce<number>((sum, arg) => sum + toInt64(arg), 0)),
  sub: (args) => int64(toInt64(at(args, 0)) - toInt64(at(args, 1))),
  div: (args) => int64(toInt64(at(args, 0)) / divisor(at(args, 1))),
  mod: (args) => int64(toInt64(at(args, 0)) % divisor(at(args, 1))),
  mul: (args) => int64(args.reduce<number>((product, arg) => product * toInt64(arg), 1)),
  add1f: (args) => exact(toFloat64(at(args, 0)) + 1),
  addf: (args) => exact(args.reduce<number>((sum, arg) => exact(sum + toFloat64(arg)), 0)),
  subf: (args) => args.slice(1).reduce<number>((rest, arg) => exact(rest - toFloat64(arg)), toFloat64(at(args, 0))),
  mulf: (args) => args.slice(1).reduce<number>((product, arg) => exact(product * toFloat64(arg)), toFloat64(at(args, 0))),
  divf: (args) => args.slice(1).reduce<number>((rest, arg) => exact(rest / toFloat64(arg)), toFloat64(at(args, 0))),
  max: (args) => int64(Math.max(...args.map(toInt64))),
  biggest: (args) => int64(Math.max(...args.map(toInt64))),
  min: (args) => int64(Math.min(...args.map(toInt64))),
  maxf: (args) => Math.max(...args.map(toFloat64)),
  minf: (args) => Math.min(...args.map(toFloat64)),
  ceil: (args) => Math.ceil(toFloat64(at(args, 0))),
  floor: (args) => Math.floor(toFloat64(at(args, 0))),
  round: (args) => round(toFloat64(at(args, 0)), integer(args, 1), args.length > 2 ? toFloat64(at(args, 2)) : 0.5),
  until: (args, call) => counted(0, integer(args, 0), integer(args, 0) < 0 ? -1 : 1, (count) => call.budget.step(count)),
  untilStep: (args, call) => counted(integer(args, 0), integer(args, 1), integer(args, 2), (count) => call.budget.step(count)),
  seq: (args, call) => seq(args.map((_, index) => integer(args, index)), (count) => call.budget.step(count)),
  randInt: (args) => standIn(int(integer(args, 0)), 'randInt'),
};

/** cast.ToInt64: text in Go's notation, zero for what is no number. */
export function toInt64(value: GoValue): number {
  if (value instanceof GoInt) return value.value;
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return 0;
  const digits = value.replace(/^([^.]+)\.0*$/, '$1');
  if (/^[+-]?(?:0|[1-9]\d*)$/.test(digits)) return Number(digits);
  const other = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+)$/.exec(digits);
  if (other === null) return 0;
  const unsigned = (other[2] ?? '').replace(/^0([0-7])/, '0o$1');
  return Number(unsigned) * (other[1] === '-' ? -1 : 1);
}

function toFloat64(value: GoValue): number {
  if (value instanceof GoInt) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = typeof value === 'string' && value.trim() === value && value !== '' ? Number(value) : 0;
  return Number.isNaN(number) ? 0 : number;
}

/** sprig computes with decimals, so 0.1 + 0.2 is 0.3 there. */
const exact = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(15)) : value);

function divisor(value: GoValue): number {
  const number = toInt64(value);
  if (number === 0) throw new TemplateError('integer divide by zero');
  return number;
}

function round(value: number, places: number, roundOn: number): number {
  const power = 10 ** places;
  const digit = power * value;
  return (digit % 1 >= roundOn ? Math.ceil(digit) : Math.floor(digit)) / power;
}

function counted(start: number, stop: number, step: number, spend: (count: number) => void): GoInt[] {
  if (step === 0 || stop > start !== step > 0) return [];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  spend(length);
  return Array.from({ length }, (_, index) => int(start + index * step));
}

function seq(params: readonly number[], spend: (count: number) => void): string {
  const [start, step, end] = params.length === 1 ? [1, undefined, params[0]] : params.length === 2 ? [params[0], undefined, params[1]] : params;
  if (start === undefined || end === undefined || params.length > 3) return '';
  const direction = end < start ? -1 : 1;
  if (step !== undefined && step > 0 && direction < 0) return '';
  return counted(start, end + direction, step ?? direction, spend).map(({ value }) => value).join(' ');
}
