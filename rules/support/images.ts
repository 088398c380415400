/** The tag of an image reference; undefined for none. A digest pins whatever the tag says. */
export function tagOf(image: string): { readonly tag?: string; readonly pinned: boolean } {
  const [name, digest] = image.split('@', 2);
  // A colon before the last slash belongs to the registry's port.
  const last = name!.slice(name!.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  const tag = colon < 0 ? undefined : last.slice(colon + 1);
  return { ...(tag ? { tag } : {}), pinned: digest !== undefined && digest.includes(':') };
}

/** The last part of the repository, which stays when a tool puts its own registry before it. */
export const shortName = (image: string): string => image.split('@', 1)[0]!.split('/').at(-1)!.split(':', 1)[0]!;
