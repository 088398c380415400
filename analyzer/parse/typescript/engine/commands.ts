import { ts } from 'ts-morph';
import { signature } from '../evaluate/value.js';
import type { Program } from '../program.js';
import { decoratorArguments, decoratorName, decoratorsOf, nameText, walk } from '../source/syntax.js';

/** The handler that a command bus hands a command to: `bus.execute(new CreateOrder())` runs `@CommandHandler(CreateOrder)`. */
export type CommandHandlers = (call: ts.CallExpression | ts.NewExpression) => ts.MethodDeclaration | undefined;

const DECORATORS = new Set(['CommandHandler', 'QueryHandler']);

export function commandHandlers(program: Program): CommandHandlers {
  const { context } = program;
  const handlers = new Map<ts.ClassLikeDeclaration, ts.MethodDeclaration>();
  for (const { source } of program.modules) {
    walk(source, (node) => {
      const execute = ts.isClassLike(node) ? node.members.find((m): m is ts.MethodDeclaration => ts.isMethodDeclaration(m) && nameText(m.name) === 'execute') : undefined;
      if (!execute) return;
      for (const decorator of decoratorsOf(node)) {
        const [argument] = DECORATORS.has(decoratorName(decorator) ?? '') ? decoratorArguments(decorator) : [];
        const command = argument && context.value(argument, context.root);
        if (command?.kind === 'class') handlers.set(command.node, execute);
      }
    });
  }
  return (call) => {
    const [first] = call.arguments ?? [];
    if (handlers.size === 0 || !first) return undefined;
    const bus = context.value(call.expression, context.root);
    if (bus.kind !== 'reference' || bus.package !== '@nestjs/cqrs' || !/\.execute$/.test(signature(bus))) return undefined;
    const command = context.value(first, context.root);
    return command.kind === 'instance' ? handlers.get(command.class) : undefined;
  };
}
