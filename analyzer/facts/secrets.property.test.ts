import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeArgs, safeEnvTemplate, safeNamedText, safeText } from './secrets.js';

/** Where passwords are found in practice. Each form is a way for one to leak. */
const FORMS: Readonly<Record<string, (password: string) => string>> = {
  url: (p) => `redis://:${p}@redis:6379/0`,
  'url with query': (p) => `postgres://app:${p}@db.shop:5432/orders?x=1`,
  'web address': (p) => `https://app:${p}@host/path`,
  'url in text': (p) => `use mongodb://u:${p}@m1:27017,m2:27017/db please`,
  jdbc: (p) => `jdbc:postgresql://h:1/db?user=u&password=${p}`,
  'mysql dsn': (p) => `app:${p}@tcp(db:3306)/shop`,
  'ado.net, last': (p) => `Server=db;Database=s;User Id=sa;Password=${p};`,
  'ado.net, inside': (p) => `Server=db;Password=${p};Database=s`,
  libpq: (p) => `host=db user=u password=${p} dbname=x`,
  'redis options': (p) => `redis:6379,password=${p},ssl=True`,
  json: (p) => JSON.stringify({ password: p, host: 'db' }),
  yaml: (p) => `password: ${p}`,
  'yaml, quoted': (p) => `password: "${p}"`,
  properties: (p) => `db.password=${p}`,
  flag: (p) => `app --password ${p} --host db`,
  'flag with =': (p) => `app --password=${p} --host db`,
  curl: (p) => `curl -u app:${p} http://x`,
  mysql: (p) => `mysql -uroot -p${p} db`,
  'redis-cli': (p) => `redis-cli -a ${p} ping`,
};

const isCommand = (name: string): boolean => /^(?:flag|curl|mysql$|redis-cli)/.test(name);

/** A recognizable beginning and end around any characters but white space and quotes. */
const password = fc.array(fc.constantFrom(...'abXY12!@#$%^&*()_+-=;:,./?|~<>{}[]'), { minLength: 0, maxLength: 10 }).map((middle) => `Zq7${middle.join('')}Wk9`);

describe('no part of a password survives', () => {
  it.each(Object.keys(FORMS))('%s', (name) => {
    fc.assert(
      fc.property(password, (secret) => {
        const raw = FORMS[name]?.(secret) ?? '';
        const seen = [safeText(raw), safeNamedText('TARGET', raw), ...safeArgs([raw]), ...safeArgs(isCommand(name) ? raw.split(' ') : []), ...(['none', 'kubernetes', 'compose'] as const).map((dialect) => safeEnvTemplate('TARGET', raw, dialect))];
        expect(JSON.stringify(seen)).not.toMatch(/Zq7|Wk9/);
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
