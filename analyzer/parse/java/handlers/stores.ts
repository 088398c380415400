import type { ClientFact } from '../../../facts/types.js';
import type { SourceNode } from '../../source/index.js';
import type { Program } from '../code/program.js';
import type { CodeFile } from '../code/model.js';
import { rootType, type Scope } from '../code/scope.js';

/** Libraries that a type of a framework talks through, by the type's simple name. */
const STORES: readonly (readonly [types: RegExp, libraries: readonly string[]])[] = [
  [/^(?:JdbcTemplate|NamedParameterJdbcTemplate|JdbcClient|JdbcOperations|EntityManager|DataSource|SessionFactory|DSLContext|R2dbcEntityTemplate|DatabaseClient|JpaRepository|JpaSpecificationExecutor|R2dbcRepository|PanacheRepository|PanacheEntity|BaseMapper)$/, ['hikaricp', 'jdbc']],
  [/^(?:MongoTemplate|ReactiveMongoTemplate|MongoOperations|MongoRepository|ReactiveMongoRepository|PanacheMongoRepository)$/, ['mongodb-java']],
  [/^(?:RedisTemplate|StringRedisTemplate|ReactiveRedisTemplate|ReactiveStringRedisTemplate|RedisOperations|RedissonClient)$/, ['lettuce', 'jedis']],
  [/^(?:Neo4jRepository|Neo4jTemplate|Neo4jClient)$/, ['neo4j-java']],
  [/^(?:CassandraRepository|CassandraTemplate|CassandraOperations|CqlTemplate)$/, ['cassandra-java']],
  [/^(?:ElasticsearchRepository|ElasticsearchRestTemplate|ElasticsearchTemplate|ElasticsearchOperations)$/, ['elasticsearch-java']],
  [/^(?:JavaMailSender|MailSender)$/, ['javamail']],
];
/** Repositories of whichever store the module has, where it has one. */
const ANY = /^(?:(?:List|Reactive|Coroutine)?(?:Crud|PagingAndSorting|Sorting)Repository|Repository)$/;
const ANY_OF = new Set(STORES.flatMap(([, libraries]) => libraries).filter((id) => id !== 'javamail'));

const MAX_DEPTH = 4;

/** The clients that configuration brings, where a call is on one of the types that use them. */
export function storeOf(receiver: SourceNode | undefined, scope: Scope, clients: readonly ClientFact[]): readonly string[] {
  const type = receiver && rootType(receiver, scope);
  const libraries = type === undefined ? undefined : librariesOf(type, scope.file, scope.program, 0);
  if (!libraries) return [];
  const brought = clients.filter(({ library, calls }) => calls.length === 0 && libraries.has(library));
  return libraries === ANY_OF && brought.length > 1 ? [] : brought.map(({ id }) => id);
}

function librariesOf(name: string, file: CodeFile, program: Program, depth: number): ReadonlySet<string> | undefined {
  const known = STORES.find(([types]) => types.test(name))?.[1];
  if (known) return new Set(known);
  if (ANY.test(name)) return ANY_OF;
  const type = depth < MAX_DEPTH ? program.type(name, file) : undefined;
  for (const supertype of type?.supertypes ?? []) {
    const found = supertype === name ? undefined : librariesOf(supertype, type!.file, program, depth + 1);
    if (found) return found;
  }
  return undefined;
}
