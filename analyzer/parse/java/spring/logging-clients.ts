import type { ClientFact } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { readAppenders } from './logging.js';
import type { Service } from './service.js';

/** Where services send their logs, as their logging configuration says. */
export function loggingClients(paths: readonly string[], services: readonly Service[], files: FileSet): ClientFact[] {
  return paths.filter((path) => path.endsWith('.xml') && !path.endsWith('pom.xml')).flatMap((path) => {
    const packages = services.filter(({ module }) => [module.root, ...module.uses].some((root) => path.startsWith(root === '.' ? '' : `${root}/`))).map(({ module }) => module.root);
    if (packages.length === 0) return [];
    return readAppenders(path, files.read(path) ?? '').map(({ target, technology, at }): ClientFact => ({
      kind: 'client',
      id: `${at.file}:${at.line}:${at.column}`,
      packages,
      library: 'logback',
      dependency: technology === 'kafka' || technology === 'rabbitmq' ? 'publishes' : 'observes',
      protocol: 'tcp',
      targets: [target],
      targetAt: at,
      at,
      channels: [],
      calls: [],
      phase: 'request',
      strength: 'soft',
      settings: [],
      means: { technology },
    }));
  });
}
