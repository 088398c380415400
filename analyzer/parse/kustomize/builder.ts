import type { Problem, ProblemSeverity } from '../../facts/types.js';
import type { RenderChart } from '../chart-request.js';
import { inside } from '../paths.js';
import type { FileSet } from '../parser.js';
import { parseYamlSource, placeOf, stringOf, textSource, type YamlFile, type YamlNode } from '../yaml/index.js';
import { inlineSource } from './inline-source.js';
import type { Budget } from './tree.js';

/** Far above any real system; low enough that no tree of overlays can fill the memory. */
const MAX_NODES = 1_500_000;
const MAX_KUSTOMIZATIONS = 1_000;

/** What one build reads, reports and may use up. */
export class Builder {
  readonly problems: Problem[] = [];
  readonly used = new Set<string>();
  readonly budget: Budget = { left: MAX_NODES };
  private kustomizations = 0;

  constructor(
    readonly files: FileSet,
    private readonly parsed: Map<string, YamlFile>,
    readonly renderChart?: RenderChart,
  ) {}

  /** What a remote base or a chart from elsewhere defines is not known, so an object that is not there may be one of theirs. */
  absent(at: YamlNode, message: string): void {
    this.problem(at, 'kustomize-no-target', this.problems.some(({ code }) => code === 'kustomize-remote') ? 'info' : 'error', message);
  }

  problem(at: YamlNode, code: string, severity: ProblemSeverity, message: string): void {
    const { file, line, column } = placeOf(at);
    if (!this.problems.some((other) => other.file === file && other.line === line && other.column === column && other.code === code)) this.problems.push({ code, file, line, column, severity, message });
  }

  /** Counts a kustomization that is entered; false when there are too many. */
  enter(): boolean {
    return ++this.kustomizations <= MAX_KUSTOMIZATIONS;
  }

  /** The file of the tree that a node names. */
  resolve(node: YamlNode, path: string, folder: string, what: string): string | undefined {
    if (isRemote(path)) {
      this.problem(node, 'kustomize-remote', 'info', `This ${what} is remote and is not read: what it defines is unknown.`);
      return undefined;
    }
    const target = inside(folder, path);
    if (target === undefined) {
      this.problem(node, 'path-outside', 'error', `This ${what} lies outside the analysed folder and is not read. Analyse the folder that holds both.`);
      return undefined;
    }
    if (this.files.has(target)) return target;
    this.problem(node, 'kustomize-missing-file', 'error', `This ${what}, ${target}, does not exist or is ignored. Add it, or correct the path.`);
    return undefined;
  }

  read(path: string, node: YamlNode): string | undefined {
    this.used.add(path);
    const text = this.files.read(path);
    if (text === undefined) this.problem(node, 'kustomize-unread-file', 'info', `${path} is no text or too large: its content is unknown.`);
    return text;
  }

  /** Text as it is, or undefined when a byte of it is none. A replacement character shows that reading has lost something. */
  text(path: string): string | undefined {
    this.used.add(path);
    const text = this.files.read(path);
    return text?.includes('\uFFFD') && this.files.bytes ? undefined : text;
  }

  /** Documents of a file, parsed once for all overlays. */
  documents(path: string): YamlFile['documents'] {
    this.used.add(path);
    let file = this.parsed.get(path);
    if (file === undefined) this.parsed.set(path, (file = parseYamlSource(textSource(path, this.files.read(path) ?? ''))));
    return this.parse(file);
  }

  /** YAML that is written as text in a field. */
  inline(node: YamlNode): YamlFile['documents'] {
    return node.type === 'scalar' ? this.parse(parseYamlSource(inlineSource(node, stringOf(node) ?? ''))) : [];
  }

  parse(file: YamlFile): YamlFile['documents'] {
    for (const problem of file.problems) if (!this.problems.some((other) => other.file === problem.file && other.line === problem.line && other.code === problem.code)) this.problems.push(problem);
    return file.documents;
  }
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|git::|(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)[:/])|[?&]ref=|\.git(?:\/\/|$)/i;

export const isRemote = (path: string): boolean => REMOTE.test(path);
