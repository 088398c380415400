import { count, plain } from './dom.js';
import type { Model } from './model.js';
import type { State } from './state.js';

const mostNamed = 6;

/** The blast radius in one sentence: "If redis fails, 8 of 12 services are affected in 5 namespaces: cart, checkout, ..." */
export function waveSentence(model: Model, component: string, environment: State['environment']): string {
  const wave = model.wave(component, environment);
  const name = plain(model.component(component)?.name ?? component);
  const soft = wave.degraded.length === 0 ? '' : ` ${count(wave.degraded.length, 'component')} would lose something, but go on: ${nameSome(model, wave.degraded)}.`;
  const users = model.component(component)?.entry === undefined ? '' : 'users are turned away, and ';
  if (wave.lost.length === 0) return `If ${name} fails, ${users}no other component stops serving.${soft}`;
  const groups = new Set(wave.lost.map((id) => model.groupOf(id)).filter((group) => group !== undefined && group.loose !== true));
  const where = groups.size === 0 ? '' : ` in ${count(groups.size, model.data.pictures.by)}`;
  const verb = wave.lost.length === 1 ? 'is' : 'are';
  return `If ${name} fails, ${users}${wave.lost.length} of ${count(wave.of, 'service')} ${verb} affected${where}: ${nameSome(model, wave.lost)}.${soft}`;
}

function nameSome(model: Model, ids: readonly string[]): string {
  const names = ids.slice(0, mostNamed).map((id) => plain(model.component(id)?.name ?? id));
  return ids.length > mostNamed ? `${names.join(', ')} and ${ids.length - mostNamed} more` : names.join(', ');
}
