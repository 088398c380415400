export { cloudFormationParser } from './parser.js';
