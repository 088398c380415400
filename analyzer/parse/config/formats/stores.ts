import type { ConfigTarget } from '../../../facts/types.js';
import { tableLeaves } from '../leaves.js';
import { linesOf, wordsOf } from '../lines.js';
import type { ConfigReader } from '../reader.js';
import { target } from '../target.js';

/** https://www.pgbouncer.org/config.html : `name = host=... port=...` below `[databases]`. */
export const pgbouncerReader: ConfigReader = {
  format: 'pgbouncer',
  technology: 'pgbouncer',
  claims: (name, head) => /\.(?:ini|cfg|conf|template|tmpl)$/i.test(name) && /^\[databases\]/m.test(head) && /^\[pgbouncer\]/m.test(`${head}\n${/pgbouncer/i.test(name) ? '[pgbouncer]' : ''}`),
  read: (source) =>
    tableLeaves(source).filter(({ path }) => path.startsWith('databases.')).flatMap(({ text, at }) => {
      const host = /(?:^|\s)host=(\S+)/.exec(text)?.[1];
      const port = /(?:^|\s)port=(\d+)/.exec(text)?.[1] ?? '5432';
      return host === undefined ? [] : host.split(',').flatMap((one) => target(`${one}:${port}`, at, 'pooled database', { dependency: 'stores' }));
    }),
};

/** `replicaof`, and what a sentinel watches. https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/ */
export const redisReader: ConfigReader = {
  format: 'redis',
  technology: 'redis',
  claims: (name, head) => /(?:redis|sentinel|valkey)[^/]*\.conf/i.test(name) || (/\.conf$/i.test(name) && /^(?:replicaof|slaveof|sentinel[ \t]+monitor)[ \t]/m.test(head)),
  read(source) {
    return [...linesOf(source)].flatMap((line): ConfigTarget[] => {
      const match = line.text.length > 1024 ? null : /^(?:replicaof|slaveof|sentinel[ \t]+monitor[ \t]+\S+)[ \t]+(\S+)[ \t]+(\d+)/i.exec(line.text);
      if (!match) return [];
      const monitors = /^sentinel/i.test(line.text);
      return target(`${match[1]!}:${match[2]!}`, source.place(line.start, line.start + line.text.length), monitors ? 'monitored master' : 'replication source', { dependency: monitors ? 'observes' : 'stores' });
    });
  },
};

/** Whom RabbitMQ asks who may connect, and where it finds its peers. https://www.rabbitmq.com/docs/access-control */
export const rabbitReader: ConfigReader = {
  format: 'rabbitmq',
  technology: 'rabbitmq',
  claims: (name, head) => /rabbitmq[^/]*\.conf/i.test(name) || (/\.conf/i.test(name) && /^[ \t]*auth_backends\.\d+[ \t]*=/m.test(head)),
  read(source) {
    return [...linesOf(source)].flatMap((line): ConfigTarget[] => {
      const match = line.text.length > 1024 ? null : /^([ \t]*(auth_http\.\w+_path|auth_ldap\.servers\.\d+|cluster_formation\.(?:consul|etcd)\.(?:host|endpoints\.\d+))[ \t]*=[ \t]*)(\S+)/.exec(line.text);
      if (!match) return [];
      const at = source.place(line.start + match[1]!.length, line.start + match[0].length);
      return target(match[3]!, at, match[2]!.startsWith('auth') ? 'who may connect' : 'peers', { dependency: match[2]!.startsWith('auth') ? 'calls' : 'registers' });
    });
  },
};

/** ZooKeeper's and Kafka's own files: who they follow. */
export const ensembleReader: ConfigReader = {
  format: 'ensemble',
  claims: (name, head) => /^(?:server|connect-(?:distributed|standalone)|schema-registry|zoo)[^/]*\.(?:properties|cfg)/i.test(name) && /^[ \t]*(?:zookeeper\.connect|bootstrap\.servers|kafkastore\.bootstrap\.servers|controller\.quorum\.voters)[ \t]*=/m.test(head),
  read(source) {
    return [...linesOf(source)].flatMap((line): ConfigTarget[] => {
      const match = line.text.length > 4096 ? null : /^[ \t]*(zookeeper\.connect|(?:kafkastore\.)?bootstrap\.servers)[ \t]*=[ \t]*(\S+)/.exec(line.text);
      const [, key, value] = match ?? [];
      return key === undefined || value === undefined ? [] : value.split(',').flatMap((one) => target(one.replace(/^[A-Z_]+:\/\//, '').replace(/\/.*$/, ''), source.place(line.start, line.start + wordsOf(line)[0]!.text.length), key));
    });
  },
};
