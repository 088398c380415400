import { aspireParser } from './csharp/aspire/parser.js';
import { cloudFormationParser } from './cloudformation/index.js';
import { composeParser } from './compose/index.js';
import { configParser } from './config/index.js';
import { csharpParser } from './csharp/parser.js';
import { dockerfileParser } from './dockerfile/index.js';
import { dotenvParser } from './dotenv/index.js';
import { helmParser } from './helm/index.js';
import { goParser } from './go/parser.js';
import { javaParser } from './java/parser.js';
import { kubernetesParser } from './kubernetes/index.js';
import { kustomize } from './kustomize/index.js';
import { renderOverlayChart } from './overlay-charts.js';
import type { Parser } from './parser.js';
import { pythonParser } from './python/parser.js';
import { phpParser } from './php/parser.js';
import { rubyParser } from './ruby/parser.js';
import { rustParser } from './rust/parser.js';
import { skaffoldParser } from './skaffold/index.js';
import { terraform } from './terraform/index.js';
import { typescriptParser } from './typescript/parser.js';
import { versionsParser } from './versions/index.js';

/**
 * Every input language, in the order in which files are offered to them: Kubernetes claims whatever has `apiVersion` and `kind`,
 * so those that know their files better come before it.
 */
export const parsers: readonly Parser[] = [composeParser, skaffoldParser, helmParser, dockerfileParser, terraform(renderOverlayChart), cloudFormationParser, dotenvParser, typescriptParser, pythonParser, goParser, javaParser, aspireParser, csharpParser, phpParser, rubyParser, rustParser, versionsParser, configParser, kustomize(renderOverlayChart), kubernetesParser];
