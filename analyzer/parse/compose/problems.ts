import type { Place } from '../../facts/place.js';
import type { Problem, ProblemSeverity } from '../../facts/types.js';

/** Collects problems. Services share text through extends, anchors and overlays: each is said once a place. */
export class Problems {
  private readonly bySite = new Map<string, Problem>();

  add(at: Pick<Place, 'file' | 'line' | 'column'>, severity: ProblemSeverity, code: string, message: string): void {
    const { file, line, column } = at;
    const site = `${file}:${line}:${column}:${code}`;
    if (!this.bySite.has(site)) this.bySite.set(site, { code, file, line, column, severity, message });
  }

  addAll(problems: readonly Problem[]): void {
    for (const problem of problems) this.add(problem, problem.severity, problem.code, problem.message);
  }

  list(): readonly Problem[] {
    return [...this.bySite.values()];
  }
}
