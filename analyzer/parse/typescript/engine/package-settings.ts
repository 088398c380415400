import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import type { Library } from '../clients/library.js';
import { axiosRetry } from '../clients/resilience.js';
import { signature, type Call } from '../evaluate/value.js';
import type { Program } from '../program.js';
import { moduleOf } from '../source/module.js';
import { walk } from '../source/syntax.js';
import { retryInterceptor } from './interceptors.js';
import { mergeSettings } from './merge.js';
import { readSettings } from './settings.js';

/** Settings that stand apart from the client: assigned to a library's defaults, or added to an instance later. */
export type PackageSettings = (library: Library, made: Call | undefined, at: ts.Node) => ClientSetting[];

export function packageSettings(program: Program): PackageSettings {
  const { context, tree } = program;
  const defaults: { package: string | undefined; target: string; made: ts.Node | undefined; settings: ClientSetting[] }[] = [];
  const rootOf = (node: ts.Node): string | undefined => tree.manifests.of(moduleOf(node))?.root;
  for (const { source } of program.modules) {
    walk(source, (node) => {
      if (ts.isCallExpression(node)) {
        addRetry(node);
        addInterceptor(node);
      }
      else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) addDefault(node);
    });
  }
  return (library, made, at) => {
    const applies = defaults.filter((d) => library.packages.includes(d.target) && (d.made ? d.made === made?.call : d.package === rootOf(at)));
    return mergeSettings(...applies.map((d) => d.settings));
  };

  /** `axiosRetry(instance, {retries: 3})`. */
  function addRetry(node: ts.CallExpression): void {
    const callee = context.value(node.expression, context.root);
    const [first] = node.arguments;
    if (callee.kind !== 'reference' || !axiosRetry.packages.includes(callee.package) || signature(callee) !== '' || !first) return;
    const target = context.value(first, context.root);
    if (target.kind !== 'reference') return;
    const made = target.steps.find((s): s is Call => 'call' in s)?.call;
    defaults.push({ package: rootOf(node), target: target.package, made, settings: readSettings(context, { call: node, arguments: node.arguments, frame: context.root }, axiosRetry.settings) });
  }

  function addInterceptor(node: ts.CallExpression): void {
    const found = retryInterceptor(context, node);
    if (!found) return;
    const made = found.client.steps.find((s): s is Call => 'call' in s)?.call;
    defaults.push({ package: rootOf(node), target: found.client.package, made, settings: [...found.settings] });
  }

  /** `axios.defaults.timeout = 5000`, read as the option of the same name. */
  function addDefault(node: ts.BinaryExpression): void {
    if (!ts.isPropertyAccessExpression(node.left) || !node.left.getText().includes('.defaults.')) return;
    const owner = context.value(node.left.expression, context.root);
    if (owner.kind !== 'reference' || !signature(owner).endsWith('.defaults')) return;
    const made = owner.steps.find((s): s is Call => 'call' in s)?.call;
    const name = node.left.name.text;
    const settings = name === 'timeout' ? readSettings(context, { call: node, arguments: [node.right], frame: context.root }, [{ name: 'timeoutOnCall', source: { from: 'argument', index: 0 }, as: 'limit' }]) : [];
    defaults.push({ package: rootOf(node), target: owner.package, made, settings });
  }
}
