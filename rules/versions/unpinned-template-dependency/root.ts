import type { TemplateFact } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';

type Context = RuleContext<{ checks: readonly string[] }>;

/** What only the root module decides: the tool's version and the providers'. */
export function checkRoots(context: Context): void {
  const seen = new Set<string>();
  for (const view of context.stacks)
    for (const template of view.templates ?? []) {
      // A tool that adds files adds these first of all.
      if (template.requires === undefined || template.extended || template.path !== view.stack.root || seen.has(template.path)) continue;
      seen.add(template.path);
      context.looked();
      if (context.options.checks.includes('required-version')) checkTool(context, view, template);
      if (context.options.checks.includes('required-providers')) checkProviders(context, view, template);
    }
}

function checkTool(context: Context, view: StackView, { path, requires }: TemplateFact): void {
  if (requires!.version !== undefined) return;
  context.report({
    subject: { component: path }, stack: view.stack.id, object: { kind: 'terraform', name: path }, discriminator: 'required-version', severity: 'info', place: requires!.at,
    message: `any version of the tool may apply ${path === '.' ? 'this module' : path}, and read it in its own way: required_version is not set`,
    fix: { text: 'Say which versions it was tried with.', suggestion: { language: 'hcl', text: 'terraform {\n  required_version = ">= 1.6"\n}' } },
  });
}

function checkProviders(context: Context, view: StackView, { path, requires }: TemplateFact): void {
  const pinned = new Set(requires!.providers.filter(({ version }) => version !== undefined).map(({ name }) => name));
  for (const { name, at } of requires!.used) {
    if (pinned.has(name)) continue;
    context.report({
      subject: { component: path }, stack: view.stack.id, object: { kind: 'provider', name }, discriminator: `required-providers ${name}`, severity: 'info', place: at,
      message: `the next init may take another major version of the provider ${name}: it has no version in required_providers`,
      fix: { text: `Ask for a version of ${name}, and commit the lock file.`, suggestion: { language: 'hcl', text: `terraform {\n  required_providers {\n    ${name} = {\n      source  = "hashicorp/${name}"\n      version = "~> 1.2"\n    }\n  }\n}` } },
    });
  }
}
