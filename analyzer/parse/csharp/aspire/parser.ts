import { folderOf } from '../../paths.js';
import type { Parser } from '../../parser.js';
import { loadLanguage } from '../../source/index.js';
import { createProgram } from '../../source/program/index.js';
import { csharp } from '../dialect.js';
import { readResources } from './model.js';
import { projectNames, workloadOf } from './workload.js';

const HOST = 'DistributedApplication.CreateBuilder';

/** The host of a .NET Aspire application: code that is a manifest. It says what is started and who is told of whom. */
export const aspireParser: Parser = {
  id: 'aspire',
  claims: (path, head) => path.endsWith('.cs') && !/(?:^|\/)(?:obj|bin)\//.test(path) && head().includes(HOST),
  units: (claimed) => claimed.map((path) => ({ id: `aspire:${path}`, parser: 'aspire', root: folderOf(path), files: [path] })),
  async parse(unit, files) {
    const program = createProgram(csharp, await loadLanguage('csharp'), unit.files, [], () => true, files);
    const projects = projectNames(files.paths);
    const facts = program.modules.flatMap((module) => readResources(program, module)).map((resource) => workloadOf(resource, unit.root, projects));
    return { facts, problems: program.problems };
  },
};
