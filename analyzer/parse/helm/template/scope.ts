import type { Origin } from './origin.js';
import type { GoValue } from './values.js';

interface Variable {
  readonly name: string;
  value: GoValue;
  origin: Origin | undefined;
}

/** The variables of one template run, innermost last; a block forgets what it declared. */
export class Scope {
  private readonly variables: Variable[] = [];

  declare(name: string, value: GoValue, origin: Origin | undefined): void {
    this.variables.push({ name, value, origin });
  }

  find(name: string): Variable | undefined {
    for (let at = this.variables.length - 1; at >= 0; at--) if (this.variables[at]?.name === name) return this.variables[at];
    return undefined;
  }

  mark(): number {
    return this.variables.length;
  }

  release(mark: number): void {
    this.variables.length = mark;
  }
}
