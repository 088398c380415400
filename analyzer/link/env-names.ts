/** What the name of a variable says about its value. Only a hint: a value proves, a name never does. */
export interface NameHint {
  /** It holds an address, so even a bare word may be a host: `REDIS_HOST=redis`. */
  readonly address: boolean;
  /** It may look like an address and is none to call: a topic's name, a listener's own address, the system's public face. */
  readonly label: boolean;
  /** It names something (`OTEL_SERVICE_NAME`), or where the program itself listens: not looked at. */
  readonly name: boolean;
}

const words = (list: string): RegExp => new RegExp(`(?:^|[_.-])(?:${list.trim().split(/\s+/).join('|')})(?:$|[_.-])`, 'i');

const ADDRESS = words(`
  host hosts hostname addr addrs address addresses url urls uri uris endpoint endpoints server servers broker brokers bootstrap
  node nodes peer peers target targets upstream backend dsn conn connection database db svc service api proxy cluster redis
  postgres mysql mongo kafka rabbitmq amqp nats elasticsearch collector`);
const LABEL = words(`
  name names user username image version tag path topic queue exchange schema zone region namespace language mode level listen
  bind advertised advertise public external cors origin origins allowed redirect callback issuer audience scope scopes doc docs
  help license`);

/** `POSTGRES_DB=orders` is a database inside of the server, not the server. */
const DATABASE_NAME = /[_.-](?:db|database)$/i;

/** Where the program itself listens. */
const OWN_ADDRESS = /^(?:ASPNETCORE|DOTNET)_URLS$/i;

const hints = new Map<string, NameHint>();

export function hintOf(variable: string): NameHint {
  const known = hints.get(variable);
  if (known) return known;
  const separated = variable.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  const hint = { address: ADDRESS.test(separated) && !DATABASE_NAME.test(separated), label: LABEL.test(separated), name: /(?:^|[_.-])names?$/i.test(separated) || OWN_ADDRESS.test(variable) };
  // Names come from the input: a bounded memory is enough for what repeats.
  if (hints.size < 10_000) hints.set(variable, hint);
  return hint;
}
