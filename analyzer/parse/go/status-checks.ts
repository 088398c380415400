import { textOf, type SourceNode } from '../source/index.js';
import { functionOf, type Use } from '../source/flow/index.js';

/** `if resp.StatusCode != http.StatusOK { return err }`, the only thing that the call's function asks of the status. */
export function statusCheckAt({ expression }: Use): SourceNode | undefined {
  const fn = functionOf(expression.scope)?.node;
  const checks = fn ? [...textOf(fn).matchAll(/\bif\b[^{\n]*\bStatusCode\s*([!=<>]=?)\s*([\w.]+)[^{\n]*\{\s*([^\n]*)/g)] : [];
  const [only, ...others] = checks;
  const isFailure = only !== undefined && ((only[1] === '!=' && /^(?:200|http\.StatusOK)$/.test(only[2]!)) || (/^>=?$/.test(only[1]!) && /^(?:299|300|399|400|http\.StatusBadRequest)$/.test(only[2]!)));
  return isFailure && others.length === 0 && /^return\b.*\b(?:err|Err|errors)/.test(only[3]!) ? expression.node : undefined;
}
