/** Images of operating systems and languages that Docker publishes: its official images bring no health check. */
const OFFICIAL: ReadonlySet<string> = new Set([
  'scratch', 'alpine', 'busybox', 'debian', 'ubuntu', 'fedora', 'rockylinux', 'almalinux', 'amazonlinux', 'oraclelinux', 'buildpack-deps',
  'node', 'python', 'golang', 'ruby', 'php', 'perl', 'rust', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'ibmjava', 'maven', 'gradle', 'elixir', 'erlang', 'swift', 'gcc', 'nginx', 'httpd', 'tomcat',
]);

/** Publishers of nothing else than such images, and where Docker's own are mirrored. */
const PUBLISHERS = /^(?:gcr\.io\/distroless|mcr\.microsoft\.com\/(?:dotnet|openjdk)|public\.ecr\.aws\/(?:lambda|amazonlinux)|registry\.access\.redhat\.com\/ubi\d+)\//;
const OFFICIAL_NAME = /^(?:(?:docker\.io|public\.ecr\.aws\/docker)\/)?(?:library\/)?([^/:@]+)(?:[:@]|$)/;

/**
 * Whether an image is known to bring no HEALTHCHECK of its own: a language or an operating system, and nothing that runs yet. Any
 * other may have one. https://github.com/docker-library/faq#healthcheck
 */
export function bringsNoHealthcheck(image: string): boolean {
  const name = image.trim().toLowerCase();
  return PUBLISHERS.test(name) || OFFICIAL.has(OFFICIAL_NAME.exec(name)?.[1] ?? '');
}
