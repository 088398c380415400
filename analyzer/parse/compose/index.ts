export { composeParser } from './parser.js';
