export { terraformParser } from './parser.js';
