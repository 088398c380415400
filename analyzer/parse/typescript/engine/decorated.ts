import { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import type { Library } from '../clients/library.js';
import { signature } from '../evaluate/value.js';
import type { Program } from '../program.js';
import { decoratorArguments, decoratorsOf, walk } from '../source/syntax.js';
import { channelText } from './channel.js';

/** Topics that methods of the given packages are declared to handle: `@EventPattern('order.created')`. */
export const decoratedChannels = (program: Program, library: Library, packages: readonly string[]): Template[] => handlerMethods(program, library, packages).flatMap(({ decorator }) => topicsOf(program, decorator));

/** Methods that decorators of the library declare to work on messages. */
export function handlerMethods(program: Program, { handlers }: Library, packages: readonly string[]): { readonly method: ts.MethodDeclaration; readonly decorator: ts.Decorator }[] {
  if (handlers === undefined) return [];
  const files = program.modules.filter(({ path, source }) => source.text.includes(handlers.package) && packages.includes(program.tree.manifests.of(path)?.root ?? '.'));
  const found: { method: ts.MethodDeclaration; decorator: ts.Decorator }[] = [];
  for (const { source } of files) {
    walk(source, (node) => {
      if (!ts.isMethodDeclaration(node)) return;
      for (const decorator of decoratorsOf(node)) if (isHandler(program, decorator, handlers)) found.push({ method: node, decorator });
    });
  }
  return found;
}

function isHandler({ context }: Program, { expression }: ts.Decorator, handlers: NonNullable<Library['handlers']>): boolean {
  const value = ts.isCallExpression(expression) ? context.value(expression.expression, context.root) : undefined;
  return value?.kind === 'reference' && value.package === handlers.package && handlers.decorators.includes(signature(value));
}

/** One topic or a list. */
function topicsOf({ context }: Program, decorator: ts.Decorator): Template[] {
  const [first] = decoratorArguments(decorator);
  const value = first && context.value(first, context.root);
  const values = value?.kind === 'list' ? value.elements.map((e) => context.value(e, value.frame)) : value ? [value] : [];
  return values.map((one) => channelText(context, one)).filter((text): text is Template => text !== undefined && text.length > 0);
}
