import { repositoryPath } from './images.js';

/** Images made from Debian or Ubuntu, whoever mirrors them. */
const DEBIAN: ReadonlySet<string> = new Set(['debian', 'ubuntu', 'buildpack-deps', 'node', 'python', 'golang', 'ruby', 'php', 'perl', 'rust', 'openjdk', 'eclipse-temurin', 'adoptopenjdk', 'aspnet', 'sdk', 'runtime']);
const OTHERS = /alpine|busybox|ubi|oracle|centos|fedora|amazon|azurelinux|mariner|windows|nanoserver|servercore|distroless|chiseled/;

/**
 * Whether the image's `/bin/sh` is dash, which stays the container's first process when it starts a program with `sh -c`. The
 * shells of other distributions (bash, that of BusyBox) give their place to the last program of the line.
 * https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example
 */
export function keepsShell(image: string): boolean {
  const name = repositoryPath(image).at(-1);
  if (name === undefined || !DEBIAN.has(name) || OTHERS.test(image.toLowerCase())) return false;
  // From Java 12 on the plain tags of `openjdk` are Oracle Linux.
  return name !== 'openjdk' || /:(?:[78]|9|1[01])(?!\d)|slim|stretch|buster|bullseye|bookworm/.test(image);
}
