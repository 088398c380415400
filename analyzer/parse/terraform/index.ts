export { terraform, terraformParser } from './parser.js';
export { isState, readState } from './state.js';
