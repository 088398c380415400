import type { Fact, Unit } from '../../facts/types.js';
import type { FileSet, Parser } from '../parser.js';
import { isTest, settingsName } from './settings/files.js';

const BUILD_FILE = /(?:^|\/)(?:pom\.xml|[\w.-]+\.gradle(?:\.kts)?|libs\.versions\.toml)$/;
const LOGGING = /(?:^|\/)(?:logback|log4j2)[\w.-]*\.xml$/;
const RESOURCE_XML = /\/src\/main\/resources\/[^/]*[lL]og[^/]*\.xml$/;

/** Java and Kotlin with their build files and configuration, all of the tree together: clients lead from module to module. */
export const javaParser: Parser = {
  id: 'java',
  claims: (path) => !isTest(path) && (/\.(?:java|kt)$/.test(path) || BUILD_FILE.test(path) || LOGGING.test(path) || RESOURCE_XML.test(path) || settingsName(path) !== undefined),
  units: (claimed) => (claimed.some((path) => /\.(?:java|kt)$/.test(path)) ? [{ id: 'java', parser: 'java', root: '.', files: claimed } satisfies Unit] : []),
  parse: async (unit: Unit, files: FileSet) => {
    const [{ analyzeJava, isMarked }, { loadLanguage }] = await Promise.all([import('./analyze.js'), import('../source/index.js')]);
    // A grammar takes up to a second to compile: only for files that will be parsed.
    const has = (extension: string) => unit.files.some((path) => path.endsWith(extension) && isMarked(files.read(path) ?? ''));
    const languages = { ...(has('.java') ? { java: await loadLanguage('java') } : {}), ...(has('.kt') ? { kotlin: await loadLanguage('kotlin') } : {}) };
    const { facts, problems } = analyzeJava(unit.files, files, languages);
    return { facts: facts as readonly Fact[], problems };
  },
};
