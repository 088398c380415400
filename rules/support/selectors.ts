// One implementation of Kubernetes selectors for the linker and the rules.
export { matchesLabels, matchesSelector } from '../../analyzer/facts/selectors.js';
