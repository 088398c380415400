import { LimitError } from './errors.js';

const MAX_STEPS = 5_000_000;
const MAX_CHARACTERS = 200_000_000;
const MAX_TEXT = 16_000_000;
/** Nested `include`, `template` and `tpl`. Helm allows a thousand; no chart that means well comes near either. */
const MAX_NESTING = 150;

/** What one rendering of a chart may cost, counted and not timed, so that every machine stops at the same place. */
export class Budget {
  private steps = 0;
  private characters = 0;
  private nesting = 0;

  /** One node evaluated, one item of a loop, or `count` of them. */
  step(count = 1): void {
    this.steps += count;
    if (this.steps > MAX_STEPS) throw new LimitError(`it takes more than ${MAX_STEPS} steps`);
  }

  /** Asked before text of that length is made. */
  text(length: number): void {
    this.characters += length;
    if (!(length <= MAX_TEXT)) throw new LimitError(`it makes a text of more than ${MAX_TEXT} characters`);
    if (this.characters > MAX_CHARACTERS) throw new LimitError(`it makes more than ${MAX_CHARACTERS} characters of text`);
  }

  nest<T>(name: string, run: () => T): T {
    if (this.nesting >= MAX_NESTING) throw new LimitError(`templates include each other more than ${MAX_NESTING} deep (${name.slice(0, 80)})`);
    this.nesting++;
    try {
      return run();
    } finally {
      this.nesting--;
    }
  }
}
