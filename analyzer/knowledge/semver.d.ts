/** The part of node-semver that is used; the package comes without types. */
declare module 'semver' {
  export function coerce(version: string): { readonly version: string } | null;
  export function satisfies(version: string, range: string): boolean;
  export function validRange(range: string): string | null;
  export function subset(sub: string, dom: string): boolean;
  export function intersects(a: string, b: string): boolean;
}
