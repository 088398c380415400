import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../analyzer/version.js';
import type { FormatArgument } from './outputs.js';
import type { Terminal } from './terminal.js';

const FORMATS = 'text, json, sarif, markdown, mermaid, dot, svg, html, github';

/** The commands and their options. Each loads its machinery when it runs, so that `--help` answers at once. */
export function buildProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('faultline')
    .description('Finds the small failure that would become an outage: reads manifests, Compose files and code, rebuilds the dependency graph, and says what breaks with what.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: (text) => void terminal.stderr.write(text), getErrHelpWidth: () => 100, getOutHelpWidth: () => terminal.stdout.columns ?? 100 })
    .showHelpAfterError('("faultline --help" lists commands and options)')
    .addHelpText('after', '\nExit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, nothing to analyze, or an internal error.');
  addLint(program, terminal, exit);
  addGraph(program, terminal, exit);
  addReport(program, terminal, exit);
  addImpact(program, terminal, exit);
  addDrift(program, terminal, exit);
  addSnapshot(program, terminal, exit);
  addBaseline(program, terminal, exit);
  addTrend(program, terminal, exit);
  addAssumptions(program, terminal, exit);
  addLists(program, terminal, exit);
  return program;
}

type Add = (program: Command, terminal: Terminal, exit: (code: number) => void) => void;

const addLint: Add = (program, terminal, exit) => {
  const command = program.command('lint', { isDefault: true }).description('report findings (the default command)').argument('[paths...]', 'folders or files (default: the current folder)');
  const outputs = formatOptions(command, FORMATS, 'text');
  ruleOptions(command);
  command.option('--baseline [file]', 'report only what this baseline does not know (default: .faultline/baseline.json)');
  command.addOption(new Option('--fail-on <severity>', 'exit 1 from this severity on').choices(['error', 'warning', 'info']).default('error'));
  commonOptions(command).action(async (paths: string[], options) => exit(await (await import('./commands/lint.js')).lint(paths, { ...options, outputs }, terminal)));
};

const addGraph: Add = (program, terminal, exit) => {
  const command = program.command('graph').description('print the dependency graph').argument('[paths...]', 'folders or files (default: the current folder)');
  const outputs = formatOptions(command, 'json, mermaid, dot, svg, html', 'json');
  command.option('--explain <from-to...>', 'say why one component depends on another: --explain FROM TO').option('--unresolved', 'list the references that could not be resolved');
  commonOptions(command).action(async (paths: string[], options) => exit(await (await import('./commands/graph.js')).graph(paths, { ...options, outputs }, terminal)));
};

const addReport: Add = (program, terminal, exit) => {
  const command = program.command('report').description('write faultline-report.html and faultline-report.md').argument('[paths...]', 'folders or files (default: the current folder)');
  const outputs = formatOptions(command, FORMATS, 'html and markdown, to files');
  ruleOptions(command);
  commonOptions(command).action(async (paths: string[], options) => exit(await (await import('./commands/report.js')).report(paths, { ...options, outputs }, terminal)));
};

const addImpact: Add = (program, terminal, exit) => {
  const command = program.command('impact').description('say what stops serving when a component fails').argument('<component>', 'its name').argument('[paths...]', 'folders or files (default: the current folder)')
    .addOption(new Option('-f, --format <format>').choices(['text', 'json']).default('text')).option('--stack <id>', 'only this stack');
  commonOptions(command).action(async (component: string, paths: string[], options) => exit(await (await import('./commands/impact.js')).impact(component, paths, options, terminal)));
};

const addDrift: Add = (program, terminal, exit) => {
  const command = program.command('drift').description('say what changed in how the system can fail').argument('[paths...]', 'folders or files (default: the current folder)');
  const outputs = formatOptions(command, 'text, markdown, json, sarif, html, github', 'text');
  command
    .option('--base <revision>', 'compare with this revision: what this work adds since it left there')
    .option('--head <revision>', 'with --base: compare this revision, not the work tree')
    .option('--env <name>', 'given twice: compare two environments, the second held against the first', environment, [])
    .option('--from <file>', 'compare with a saved graph, result, snapshot or baseline')
    .option('--to <file>', 'with --from: the other saved one (default: the work tree)')
    .option('--baseline <file>', 'compare with this baseline (default: .faultline/baseline.json, where there is one)')
    .option('--observed <file>', 'hold what exists against the files: a "kubectl get -o yaml" dump, a snapshot, "terraform show -json", or what telemetry saw');
  clusterOptions(command, 'hold what runs in a cluster against the files; it is only listed')
    .addOption(new Option('--fail-on <what>', 'exit 1 when something is weaker, when anything differs, or never').choices(['weaker', 'any', 'none']).default('weaker'))
    .option('--rule <glob>', 'look with these rules only, by id or theme/id; repeatable', collect, [])
    .option('--skip-rule <glob>', 'leave these rules out; repeatable', collect, []);
  commonOptions(command).action(async (paths: string[], options) => exit(await (await import('./commands/drift.js')).drift(paths, { ...options, outputs }, terminal)));
};

const addSnapshot: Add = (program, terminal, exit) => {
  const command = program.command('snapshot').description('write one side of a comparison to a file: the files, or with --cluster what runs').argument('[paths...]', 'folders or files (default: the current folder)')
    .option('-o, --output <file>', 'where to (default: standard output)').option('--env <name>', 'with --cluster: the environment that it runs', environment, [])
    .option('--rule <glob>', 'look with these rules only; repeatable', collect, [])
    .option('--skip-rule <glob>', 'leave these rules out; repeatable', collect, []);
  commonOptions(clusterOptions(command, 'what runs, with the code of the paths where it is theirs')).action(async (paths: string[], options) => exit(await (await import('./commands/snapshot.js')).snapshot(paths, options, terminal)));
};

const clusterOptions = (command: Command, description: string): Command => command
  .option('--cluster', description)
  .option('--context <name>', 'with --cluster: a context of the kubeconfig (default: the current one)')
  .option('--namespace <name>', 'with --cluster: only this namespace; repeatable (default: those that the files name)', collect, []);

const addBaseline: Add = (program, terminal, exit) => {
  const baseline = program.command('baseline').description('keep what is accepted in .faultline/baseline.json: write, update, prune, show');
  const actions = [
    ['write', 'accept everything as it is now'],
    ['update', 'accept what --accept names, as it is now'],
    ['prune', 'drop what is not there any more'],
    ['show', 'say what it holds, what is new, and what is no longer found'],
  ] as const;
  for (const [name, description] of actions) {
    const command = baseline.command(name).description(description).argument('[paths...]', 'folders or files (default: the current folder)').option('--baseline <file>', 'the file (default: .faultline/baseline.json in the analysed folder)');
    if (name === 'update') command.option('--accept <what>', 'a fingerprint, a rule or a component; repeatable', collect, []);
    commonOptions(command).action(async (paths: string[], options) => {
      const commands = await import('./commands/baseline.js');
      return exit(await commands[name](paths, { accept: [], rule: [], skipRule: [], env: [], ...options }, terminal));
    });
  }
};

const addTrend: Add = (program, terminal, exit) => {
  const command = program.command('trend').description('say how the weaknesses went over the history, and which commit brought each').argument('[paths...]', 'folders or files (default: the current folder)')
    .requiredOption('--since <revision>', 'the oldest commit to look at').option('--every <interval>', 'how far apart: 10d, 1w, 3m, 1y, or a number of commits', '1w');
  const outputs = formatOptions(command, 'text, json, html', 'text');
  commonOptions(command).action(async (paths: string[], options) => exit(await (await import('./commands/trend.js')).trend(paths, { ...options, outputs }, terminal)));
};

const addAssumptions: Add = (program, terminal, exit) => {
  const command = program.command('assumptions').description('list the values that nobody wrote: which default applies, whose, and what it means').argument('[paths...]', 'folders or files (default: the current folder)')
    .addOption(new Option('-f, --format <format>').choices(['text', 'json', 'markdown']).default('text')).option('--component <name>', 'only what concerns this component');
  commonOptions(command).action(async (paths: string[], options) => exit(await (await import('./commands/assumptions.js')).assumptions(paths, options, terminal)));
};

const addLists: Add = (program, terminal, exit) => {
  program.command('explain').description('why a rule matters and how to mend what it finds').argument('<rule>')
    .action(async (id: string) => exit(await (await import('./commands/explain.js')).explain(id, terminal)));
  program.command('rules').description('list the rules').addOption(new Option('-f, --format <format>').choices(['text', 'json']).default('text'))
    .action(async ({ format }) => exit(await (await import('./commands/rules.js')).rules(format, terminal)));
  program.command('init').description('write a commented faultline.config.yaml').argument('[folder]', 'where', '.')
    .action(async (folder: string) => exit((await import('./commands/init.js')).init(folder, terminal)));
};

/** Collects both options in one list, because the order of the two says which belongs to which. */
function formatOptions(command: Command, formats: string, fallback: string): readonly FormatArgument[] {
  const given: FormatArgument[] = [];
  command
    .option('-f, --format <format>', `${formats} (default: ${fallback}); repeatable`, (format) => void given.push({ format }))
    .option('-o, --output <file>', 'file for the format before it; repeatable', (output) => void given.push({ output }));
  return given;
}

const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value];

function ruleOptions(command: Command): Command {
  return command
    .option('--rule <glob>', 'run only these rules, by id, theme/id or peer:ID of another tool\'s check; repeatable', collect, [])
    .option('--skip-rule <glob>', 'leave these rules out; repeatable', collect, [])
    .option('--honor-peer-ignores', 'let ignores for other tools (kube-linter, kube-score, Polaris, Checkov, Trivy, KICS, cfn-lint, TFLint, hadolint, istioctl) hide what the same check reports here')
    .option('--env <name>', 'only findings of this environment; repeatable', environment, [])
    .option('--stack <glob>', 'only findings of these stacks; repeatable', collect, []);
}

function environment(value: string, previous: readonly string[]): readonly string[] {
  const known = ['production', 'staging', 'development', 'test', 'unknown'];
  if (!known.includes(value)) throw new InvalidArgumentError(`Environments: ${known.join(', ')}.`);
  return [...previous, value];
}

function commonOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration (default: faultline.config.yaml, found upwards)')
    .option('--strict', 'exit 2 when something could not be read')
    .option('--verbose', 'say everything')
    .option('--quiet', 'say nothing on standard error but errors')
    .option('--no-color', 'no colours (NO_COLOR works too)');
}
