import type { Place } from '../../facts/place.js';
import type { PackageFact } from '../../facts/types.js';
import { folderOf, inside } from '../paths.js';
import type { FileSet } from '../parser.js';
import { placeAt, sourceText } from '../source/index.js';
import type { SourcePackage } from '../source/program/index.js';

/** A .csproj as it is written. */
export interface Project extends SourcePackage {
  readonly path: string;
  readonly name: string;
  readonly at: Place;
  readonly startsAt: Place | undefined;
  readonly web: boolean;
  /** Its code runs in a browser or on a device. */
  readonly client: boolean;
}

const REFERENCE = /<(PackageReference|ProjectReference|FrameworkReference|Using)\b[^<>]*?\bInclude\s*=\s*"([^"]{1,400})"/g;
const TEST = /(?:^|[._-])(?:(?:unit|functional|integration|acceptance|e2e|load)?tests?|specs?|benchmarks?)$/i;

export function readProjects(paths: readonly string[], files: FileSet): readonly Project[] {
  const read = paths.map((path) => readProject(path, files.read(path) ?? ''));
  const byPath = new Map(read.map((project) => [project.path, project]));
  const byPackage = new Map(read.filter(({ startable }) => !startable).flatMap((project) => [[project.name, project] as const, ...(project.packageId === undefined ? [] : [[project.packageId, project] as const])]));
  const byRoot = new Map<string, Project>();
  for (const project of read) {
    const all = { ...project, uses: used(project, byPath, byPackage), libraries: project.libraries };
    // Of several projects in a folder the one that is started stands for it.
    const known = byRoot.get(project.root);
    if (!known || (!known.startable && project.startable)) byRoot.set(project.root, all);
  }
  return [...byRoot.values()];
}

interface Draft extends Project {
  /** The name that it is published under, where it is not the project's. */
  readonly packageId: string | undefined;
  readonly references: readonly string[];
}

function readProject(path: string, text: string): Draft {
  const source = sourceText(path, text);
  const root = folderOf(path);
  const clean = text.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const libraries = new Set<string>();
  const references: string[] = [];
  for (const [, kind, include] of clean.matchAll(REFERENCE)) {
    if (kind === 'ProjectReference') references.push(inside(root, include!.replaceAll('\\', '/')) ?? '');
    else libraries.add(include!);
  }
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:cs|fs|vb)proj$/, '');
  const sdk = /<Project\b[^<>]*\bSdk\s*=\s*"([^"]+)"/.exec(clean) ?? /<Sdk\b[^<>]*\bName\s*=\s*"([^"]+)"/.exec(clean);
  const output = /<OutputType>\s*(Exe|WinExe)\s*<\/OutputType>/i.exec(clean);
  const web = /\.Sdk\.Web\b/.test(sdk?.[1] ?? '');
  const isService = web || /\.Sdk\.Worker\b/.test(sdk?.[1] ?? '') || output?.[1] === 'Exe';
  const runsElsewhere = TEST.test(name) || [...libraries].some((l) => /^(?:Microsoft\.NET\.Test\.Sdk|xunit|BenchmarkDotNet|Microsoft\.Maui)/i.test(l)) || /BlazorWebAssembly|<UseMaui>|Aspire\.AppHost|<IsAspireHost>|<IsTestProject>\s*true/i.test(clean);
  const starts = isService && !runsElsewhere ? (web || !output ? sdk : output) : undefined;
  const startsAt = starts ? placeAt(source, starts.index, starts.index + starts[0].length) : undefined;
  return { path, root, name, at: placeAt(source, 0, Math.max(1, text.indexOf('\n'))), startable: startsAt !== undefined, startsAt, web, client: /BlazorWebAssembly|<UseMaui>|<UseWPF>|<UseWindowsForms>/i.test(clean), libraries, uses: [], references, packageId: /<PackageId>\s*([\w.-]+)\s*<\/PackageId>/.exec(clean)?.[1] };
}

/** Roots of the projects that it is built with, directly or through others; also those that it takes as a published package. */
function used(project: Draft, byPath: ReadonlyMap<string, Draft>, byPackage: ReadonlyMap<string, Draft>): readonly string[] {
  const found = new Set<Draft>();
  const follow = (from: Draft): void => {
    for (const next of [...from.references.map((path) => byPath.get(path)), ...[...from.libraries].map((name) => byPackage.get(name))]) {
      if (next && next !== project && !found.has(next)) {
        found.add(next);
        follow(next);
      }
    }
  };
  follow(project);
  return [...new Set([...found].map((p) => p.root))].filter((root) => root !== project.root).sort();
}

const PROVIDES: readonly (readonly [RegExp, NonNullable<PackageFact['provides']>['kind']])[] = [
  [/^Ocelot$/, 'gateway'],
  [/^(?:Duende\.IdentityServer|IdentityServer4|OpenIddict\.(?:AspNetCore|Server\.AspNetCore))$/, 'identity'],
];

/** What the project's own libraries say that it is. */
export function providedBy(project: Project): Pick<PackageFact, 'provides'> {
  // A web application may pass on a few requests with the same library.
  if (project.libraries.has('Yarp.ReverseProxy') && /gateway|proxy|bff|yarp|edge|ingress/i.test(project.name)) return { provides: { kind: 'gateway', at: project.at } };
  for (const [library, kind] of PROVIDES) if ([...project.libraries].some((name) => library.test(name))) return { provides: { kind, at: project.at } };
  return {};
}
