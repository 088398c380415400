import type { Place } from '../../analyzer/facts/place.js';
import type { Suggestion } from '../../analyzer/report/result.js';

/** A pause before another attempt, longer each time and by a random amount, in the language of the file. */
const PAUSES: readonly (readonly [file: RegExp, Pick<Suggestion, 'language' | 'text'>])[] = [
  [/\.[cm]?[jt]sx?$/, { language: 'typescript', text: 'await sleep(Math.random() * Math.min(2_000, 100 * 2 ** attempt));' }],
  [/\.py$/, { language: 'python', text: 'time.sleep(random.random() * min(2, 0.1 * 2 ** attempt))' }],
  [/\.go$/, { language: 'go', text: 'time.Sleep(rand.N(min(2*time.Second, 100*time.Millisecond<<attempt)))' }],
  [/\.java$/, { language: 'java', text: 'Thread.sleep((long) (Math.random() * Math.min(2_000, 100 << attempt)));' }],
  [/\.cs$/, { language: 'csharp', text: 'await Task.Delay((int)(Random.Shared.NextDouble() * Math.Min(2_000, 100 << attempt)));' }],
];

export function pauseAt(at: Place): { readonly suggestion?: Suggestion } {
  const found = PAUSES.find(([file]) => file.test(at.file))?.[1];
  return found ? { suggestion: { ...found, at } } : {};
}
