import { entries, get, items, stringOf, type YamlNode } from '../yaml/index.js';
import { functionOf } from './evaluate.js';

/** What the parameters are, as far as conditions ask: the value of each, or undefined for one that no condition names. */
type Case = ReadonlyMap<string, string | undefined>;
type Truth = (of: Case) => boolean;

/** Beyond these nobody writes on purpose; such conditions are left out. */
const MOST_CASES = 4096;
const MOST_STEPS = 2000;

/**
 * For each condition those that hold whenever it does, found by trying every case of the parameters. A condition that asks for
 * something else than parameters and constants is left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function implications(root: YamlNode): ReadonlyMap<string, readonly string[]> {
  const reader = new ConditionReader(root);
  const truths = entries(get(root, 'Conditions')).flatMap(({ key, value }) => {
    const truth = reader.truth(value);
    return truth === undefined ? [] : [{ name: key.text, truth }];
  });
  const cases = reader.cases();
  if (cases.length === 0) return new Map();
  // One bit a case, so that comparing two conditions is one operation.
  const holding = truths.map(({ name, truth }) => ({ name, bits: cases.reduce((bits, of, at) => (truth(of) ? bits | (1n << BigInt(at)) : bits), 0n) }));
  return new Map(holding.map(({ name, bits }) => [name, holding.filter((other) => (bits & ~other.bits) === 0n).map((other) => other.name)]));
}

class ConditionReader {
  /** The values that conditions compare each parameter with. */
  private readonly asked = new Map<string, Set<string>>();
  private steps = 0;

  constructor(private readonly root: YamlNode) {}

  truth(node: YamlNode): Truth | undefined {
    const call = functionOf(node);
    if (call === undefined || ++this.steps > MOST_STEPS) return undefined;
    switch (call.name) {
      case 'Condition': {
        const named = get(this.root, 'Conditions', stringOf(call.argument) ?? '');
        return named && this.truth(named);
      }
      case 'Equals': return this.equality(items(call.argument));
      case 'Not': return this.joined(call.argument, ([one], of) => !one!(of));
      case 'And': return this.joined(call.argument, (all, of) => all.every((one) => one(of)));
      case 'Or': return this.joined(call.argument, (all, of) => all.some((one) => one(of)));
      default: return undefined;
    }
  }

  private joined(argument: YamlNode, join: (all: readonly Truth[], of: Case) => boolean): Truth | undefined {
    const all = items(argument).flatMap((item) => this.truth(item) ?? []);
    return all.length === 0 || all.length < items(argument).length ? undefined : (of) => join(all, of);
  }

  private equality([one, other]: readonly YamlNode[]): Truth | undefined {
    const [a, b] = [this.parameter(one), this.parameter(other)];
    const [parameter, constant] = a === undefined ? [b, one] : [a, other];
    const value = constant && stringOf(constant);
    if (parameter === undefined || value === undefined) return undefined;
    this.asked.set(parameter, (this.asked.get(parameter) ?? new Set()).add(value));
    return (of) => of.get(parameter) === value;
  }

  /** Pseudo parameters (`AWS::Region`) are as free as others. */
  private parameter(node: YamlNode | undefined): string | undefined {
    const call = node && functionOf(node);
    const name = call?.name === 'Ref' ? stringOf(call.argument) : undefined;
    return name !== undefined && (name.startsWith('AWS::') || get(this.root, 'Parameters', name)) ? name : undefined;
  }

  /** None where there are too many. */
  cases(): readonly Case[] {
    let cases: Map<string, string | undefined>[] = [new Map()];
    for (const [parameter, values] of this.asked) {
      const allowed = get(this.root, 'Parameters', parameter, 'AllowedValues');
      const choices = allowed ? items(allowed).map((item) => stringOf(item)) : [...values, undefined];
      if (cases.length * choices.length > MOST_CASES) return [];
      cases = cases.flatMap((before) => choices.map((choice) => new Map([...before, [parameter, choice]])));
    }
    return cases;
  }
}
