import type { TemplateFact, TemplateItem } from '../../../analyzer/facts/types.js';
import { formatPlace } from '../../../analyzer/facts/place.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportCircles } from './circles.js';
import { conditional, obsolete, routeWithoutTarget, selfish, undeclared, type Broken } from './checks.js';

type Context = RuleContext<{ checks: readonly string[]; eachMember: boolean; outputs: boolean }>;

export const rule = defineRule({
  id: 'broken-template-reference',
  theme: 'references',
  severity: 'warning',
  summary: 'A cloud template names something that it does not declare, or declares things that wait for each other.',
  rationale: `
The tool refuses such a template as a whole. That is harmless on a laptop and not in an incident: the change that would have ended it is
in the same template as the typo that somebody merged the day before, and nothing can be applied until both are understood. Names that
exist only under a condition are worse, because they break in the one environment where the condition does not hold.`,
  fix: `
Correct the name, or declare what it means. Break a circle by moving the rule that joins two resources into a resource of its own (a
security group rule, a policy attachment). Choose with \`Fn::If\` what exists only sometimes.`,
  limits: `
- Only templates that were read without a syntax error are judged, and templates to which something is added before they are applied
  (by a macro, SAM among them, or by Terragrunt's \`generate\`) not for names that nothing declares.
- A name that a Terraform module does not declare is one finding, with the other places that name it beside it.
- In Terraform a circle is looked for among resources, data sources and locals; what runs through modules is not followed.
- \`obsolete-order\` (a \`DependsOn\` beside a reference that says the same) is a matter of taste and has to be named.
- Whether a resource has the attribute that is read of it is not known.
- A circle is one finding, with its members beside it; cfn-lint reports each member, and so does its id here.`,
  references: [
    'https://developer.hashicorp.com/terraform/language/expressions/references',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',
  ],
  peers: [
    { id: 'cfn-lint/E1010', options: { checks: ['undeclared-attribute'], outputs: false } },
    { id: 'cfn-lint/E1020', options: { checks: ['undeclared-ref'], outputs: false } },
    { id: 'cfn-lint/E3005', options: { checks: ['undeclared-order', 'self-order'] } },
    { id: 'cfn-lint/E3004', options: { checks: ['circular'], eachMember: true } },
    { id: 'cfn-lint/W1001', options: { checks: ['conditional'] } },
    { id: 'cfn-lint/W3005', options: { checks: ['obsolete-order'] } },
    { id: 'tflint/aws_route_not_specified_target', options: { checks: ['route-target'] } },
  ],
  needs: ['template'],
  options: { checks: ['undeclared', 'undeclared-ref', 'undeclared-attribute', 'undeclared-order', 'circular', 'conditional', 'route-target'] as readonly string[], eachMember: false, outputs: true },
  optionDocs: { checks: 'Names of the checks to run. There are also `obsolete-order`, and `self-order`: what waits for itself, which is a circle, too.', eachMember: 'One finding for each member of a circle instead of one for the circle.', outputs: 'Look at what outputs name, too.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of context.stacks) {
      if (context.options.checks.includes('route-target')) checkRoutes(context, view, seen);
      for (const template of view.templates ?? []) {
        if (seen.has(`${template.language} ${template.path}`)) continue;
        seen.add(`${template.language} ${template.path}`);
        context.looked(template.items.length);
        checkTemplate(context, view, template);
      }
    }
  },
});

function checkTemplate(context: Context, view: StackView, template: TemplateFact): void {
  const { checks, outputs } = context.options;
  for (const one of undeclared(template, checks).filter(({ item }) => outputs || item.ref.kind !== 'output')) report(context, view, template.path, one.check, one, `the template cannot be applied: ${one.item.ref.name} names ${one.name}, which nothing declares`, `Declare ${one.name}, or correct the name.`);
  for (const one of conditional(template)) if (checks.includes(one.check)) report(context, view, template.path, one.check, one, `while the condition ${one.because} does not hold, the template cannot be applied: ${one.item.ref.name} names ${one.name}, which is not there then`, 'Give both the same condition, or choose with Fn::If.', 'info');
  if (checks.includes('obsolete-order')) for (const one of obsolete(template)) report(context, view, template.path, 'obsolete-order', one, `${one.item.ref.name} waits for ${one.name} in any case: it refers to it`, `Remove ${one.name} from DependsOn.`, 'info');
  if (checks.includes('self-order')) for (const one of selfish(template)) report(context, view, template.path, 'self-order', one, `the template cannot be applied: ${one.name} waits for itself`, 'Remove its own name from DependsOn.');
  if (checks.includes('circular')) reportCircles(context, view, template, context.options.eachMember);
}

function checkRoutes(context: Context, view: StackView, seen: Set<string>): void {
  for (const { fact } of (view.cloud ?? []).filter((object) => routeWithoutTarget(object.fact))) {
    if (seen.has(formatPlace(fact.at))) continue;
    seen.add(formatPlace(fact.at));
    report(context, view, '', 'route-target', { item: fact, name: 'target', at: fact.at }, `traffic by ${fact.ref.name} goes nowhere: the route names no target`, 'Name a gateway, an interface or another target.');
  }
}

function report(context: Context, view: StackView, path: string, check: string, { item, name, at, also = [] }: Pick<Broken, 'name' | 'at' | 'also'> & { readonly item: Pick<TemplateItem, 'ref' | 'address'> }, message: string, fix: string, severity?: 'info'): void {
  context.report({
    subject: { component: item.address }, stack: view.stack.id, object: item.ref, discriminator: `${check} ${path} ${item.address} ${name}`, place: at, related: also, message, fix: { text: fix }, ...(severity ? { severity } : {}),
  });
}
