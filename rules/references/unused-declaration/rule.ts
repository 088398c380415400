import type { TemplateFact, TemplateItem } from '../../../analyzer/facts/types.js';
import { defineRule } from '../../define.js';

export const rule = defineRule({
  id: 'unused-declaration',
  theme: 'references',
  severity: 'info',
  summary: 'A Terraform module declares a variable, local value or data source that nothing uses.',
  rationale: `
Somebody sets the variable, sees the plan succeed and believes that it did something: the retention, the number of replicas or the zone
is still what it was. Data sources that nobody reads are worse, because each plan asks the provider for them and fails when it does not
answer, in the very hour when a change has to go out.`,
  fix: `
Remove the declaration, or use it where it was meant to be used.`,
  limits: `
- Off by default: it is hygiene. Modules that could not be read as a whole are not judged.
- A variable that only its own validation names counts as unused, and so does a data source that is only waited for by nobody.`,
  references: ['https://developer.hashicorp.com/terraform/language/values/variables', 'https://developer.hashicorp.com/terraform/language/data-sources'],
  peers: ['tflint/terraform_unused_declarations'],
  needs: ['template'],
  off: true,
  options: {},
  optionDocs: {},
  check(context) {
    const seen = new Set<string>();
    for (const view of context.stacks)
      for (const template of view.templates ?? []) {
        if (template.language !== 'terraform' || seen.has(template.path)) continue;
        seen.add(template.path);
        context.looked(template.items.length);
        for (const { address, ref, at } of unused(template))
          context.report({
            subject: { component: address }, stack: view.stack.id, object: ref, discriminator: `${template.path} ${address}`, place: at,
            message: `who sets ${address} changes nothing: nothing in ${template.path === '.' ? 'the module' : template.path} uses it`, fix: { text: `Remove ${address}, or use it.` },
          });
      }
  },
});

const DECLARED = /^(?:var|local|data)\./;

function unused({ items }: TemplateFact): readonly TemplateItem[] {
  const used = new Set(items.flatMap((item) => item.names.filter(({ address }) => address !== item.address).map(({ address }) => address)));
  return items.filter(({ address }) => DECLARED.test(address) && !used.has(address));
}
