export { helmParser } from './parser.js';
