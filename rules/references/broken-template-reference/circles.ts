import type { Place } from '../../../analyzer/facts/place.js';
import type { TemplateFact, TemplateItem } from '../../../analyzer/facts/types.js';
import { cycleWitnesses } from '../../../analyzer/graph/cycles.js';
import { fromEdges } from '../../../analyzer/graph/graph.js';
import type { StackView } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { names } from '../../support/text.js';

/** One finding for each circle, or for each of its members. */
export function reportCircles(context: Pick<RuleContext, 'report'>, view: StackView, template: TemplateFact, eachMember: boolean): void {
  const circles = circlesIn(template);
  const turned = eachMember ? circles.flatMap((circle) => circle.map((_, index) => [...circle.slice(index), ...circle.slice(0, index)])) : circles;
  for (const circle of turned) {
    const [first] = circle;
    const related = circle.map(({ item, at, to }): { at: Place; text: string } => ({ at, text: `${item.ref.name} needs ${to}` }));
    context.report({
      subject: { component: first!.item.address }, stack: view.stack.id, object: first!.item.ref, discriminator: `circular ${template.path} ${circle.map(({ item }) => item.address).join(' ')}`,
      place: first!.at, related: related.slice(1), message: `the template cannot be applied: ${circle.length === 1 ? `${first!.item.ref.name} needs itself` : `${names(circle.map(({ item }) => item.ref.name))} wait for each other`}`,
      fix: { text: 'Move what joins them into a resource of its own.' },
    });
  }
}

interface Hop {
  readonly item: TemplateItem;
  readonly to: string;
  readonly at: Place;
}

/** What is made one after the other; a module's inputs and outputs are made each at their own time. */
const isMade = ({ ref: { kind } }: TemplateItem): boolean => !['variable', 'parameter', 'module', 'output', 'terraform', 'provider', 'check', 'import', 'condition'].includes(kind);

/** One circle for each group of resources that wait for each other, what needs itself among them. */
function circlesIn({ items, language }: TemplateFact): Hop[][] {
  const made = items.filter(isMade);
  const indexOf = new Map(made.map(({ address }, index) => [address, index]));
  const hops = made.flatMap((item) => item.names.flatMap(({ address, at }): Hop[] => (indexOf.has(address) ? [{ item, to: address, at }] : [])));
  const itself = hops.filter(({ item, to }) => item.address === to && language === 'cloudformation');
  const others = hops.filter(({ item, to }) => item.address !== to);
  const graph = fromEdges(made.length, Int32Array.from(others, ({ item }) => indexOf.get(item.address)!), Int32Array.from(others, ({ to }) => indexOf.get(to)!));
  return [...itself.map((hop) => [hop]), ...cycleWitnesses(graph).map((edges) => edges.map((edge) => others[edge]!))];
}
