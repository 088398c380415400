import { safeTemplate } from '../../../facts/secrets.js';
import type { ComposeExtras, EnvVar, WorkloadFact } from '../../../facts/types.js';
import { folderOf, inside } from '../../paths.js';
import type { Link, Resource } from './model.js';

/**
 * A resource as a service of one container, in the manner of Compose: the host starts it, orders its start, and hands it the
 * addresses of others as variables.
 */
export function workloadOf(resource: Resource, host: string, projects: ReadonlyMap<string, string>): WorkloadFact {
  const { name, at, links } = resource;
  const replicas = of(links, 'replicas').at(-1);
  const volume = of(links, 'volume')[0];
  return {
    kind: 'workload', platform: 'compose', role: 'serve', ref: { kind: 'Service', apiVersion: 'compose', name }, at, specAt: at, podAt: at,
    labels: {}, podLabels: {}, annotations: {}, podAnnotations: {}, spread: [], claimTemplates: [],
    volumes: volume ? [{ name: 'data', kind: 'claim', optional: false, at: volume.at }] : [],
    ...(replicas ? { replicas: { value: replicas.value, at: replicas.at } } : {}),
    containers: [{
      name, role: 'main', at, ...(resource.image === undefined ? {} : { image: { value: resource.image, at } }), command: [], args: [], env: links.flatMap((link) => variable(link)), envFrom: [], ports: [], probes: {},
      resources: { requests: {}, limits: {} }, mounts: volume ? [{ volume: 'data', path: '/data', readOnly: false, at: volume.at }] : [],
    }],
    compose: extras(resource, host, projects),
  };
}

const of = <K extends Link['kind']>(links: readonly Link[], kind: K): readonly Extract<Link, { kind: K }>[] => links.filter((link): link is Extract<Link, { kind: K }> => link.kind === kind);

/** The variables that a reference becomes: a connection string, or the address of a service. */
function variable(link: Link): EnvVar[] {
  if (link.kind === 'environment') {
    const value = safeTemplate(link.name, link.value);
    return [{ name: link.name, at: link.at, ...(value ? { value, valueAt: link.at } : {}) }];
  }
  if (link.kind !== 'reference') return [];
  const isService = link.to.image === undefined || link.to.method === 'AddContainer';
  // The second is for programs that are not .NET.
  const names = isService ? [`services__${link.name}__http__0`] : [`ConnectionStrings__${link.name}`, `${link.name.toUpperCase().replace(/\W/g, '_')}_URI`];
  return names.map((name) => ({ name, at: link.at, value: [{ text: link.to.address }], valueAt: link.at }));
}

function extras({ name, at, links, project, folder, image }: Resource, host: string, projects: ReadonlyMap<string, string>): ComposeExtras {
  const context = project === undefined ? (folder === undefined ? undefined : inside(host, folder.replaceAll('\\', '/'))) : projects.get(project.replace(/^.*\./, ''));
  return {
    dependsOn: of(links, 'wait').map((wait) => ({ service: wait.to.name, condition: wait.completed ? 'service_completed_successfully' : 'service_healthy', required: true, at: wait.at })),
    links: [], names: [{ name, at }], networks: [], profiles: [],
    // The host watches every resource, and starts it again in its own way.
    healthcheck: { disabled: false, test: [], at },
    restart: { unknown: 'the host of the application decides', at },
    published: of(links, 'published').map((p) => ({ container: 8080, at: p.at })),
    ...(image === undefined ? { build: { context: context ?? `${host}/${name}`, dockerfile: context === undefined ? '' : `${context}/Dockerfile`, at } } : {}),
  };
}

/** `Shop.Api/Shop.Api.csproj` is `Projects.Shop_Api`. */
export function projectNames(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.filter((path) => path.endsWith('.csproj')).map((path) => [path.slice(path.lastIndexOf('/') + 1).replace(/\.csproj$/, '').replace(/[^\w]/g, '_'), folderOf(path)]));
}
