export { readSkaffold, skaffoldParser } from './parser.js';
