import { annotationOf, type CodeFile } from '../code/model.js';
import type { Program } from '../code/program.js';
import { placeOf } from '../../source/index.js';
import { rootType } from '../code/scope.js';
import { artifactOf, settingOf, type Service } from '../spring/service.js';
import type { Found } from './local-state.js';

export const SESSION_MARKS = /\bHttpSession\b|@SessionScope\b|@SessionAttributes\b|@SessionScoped\b|@Scope\s*\(\s*(?:value\s*=\s*)?"session"/;

/** State that the servlet container keeps for each user, in the memory of the process unless a store is configured; one a file. */
export function sessionsIn(file: CodeFile, program: Program): Found[] {
  const annotated = file.types.flatMap(({ annotations }) => {
    const found = annotationOf(annotations, 'SessionScope', 'SessionScoped', 'SessionAttributes') ?? annotations.find(({ name, values }) => name === 'Scope' && values.get('value')?.source.text.slice(values.get('value')!.start, values.get('value')!.end) === '"session"');
    return found ? [{ state: 'session' as const, holder: `HttpSession @${found.name}`, at: found.at }] : [];
  });
  const written = program.calls(file).filter(({ name, receiver }) => name === 'setAttribute' && receiver !== undefined && rootType(receiver, { program, file }) === 'HttpSession');
  return [...annotated, ...written.map(({ node }) => ({ state: 'session' as const, holder: 'HttpSession', at: placeOf(node) }))].slice(0, 1);
}

const STORES = ['spring-session-data-redis', 'spring-session-jdbc', 'spring-session-hazelcast', 'spring-session-data-mongodb', 'spring-session-core', 'redisson-tomcat', 'memcached-session-manager', 'tomcat-redis-session-manager', 'quarkus-infinispan-session', 'hazelcast-wm'];

/** The service keeps its sessions where all replicas see them. */
export const sharesSessions = (service: Service): boolean => artifactOf(service, STORES) !== undefined || settingOf(service, ['spring.session.store-type']) !== undefined || service.annotations.has('EnableRedisHttpSession') || service.annotations.has('EnableJdbcHttpSession') || service.annotations.has('EnableHazelcastHttpSession');
