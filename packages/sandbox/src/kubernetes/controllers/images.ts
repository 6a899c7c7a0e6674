/** Why an image cannot be pulled; undefined when it can. The sandbox pulls nothing. */
export function pullProblem(image: string): string | undefined {
  const { registry, repository, tag } = parseImage(image);
  if (!registries.some(known => known.test(registry))) {
    return `failed to resolve reference "${image}": dial tcp: lookup ${registry}: no such host`;
  }
  const missing =
    tag.includes('does-not-exist') ||
    (isAgentRepository(repository) &&
      !/^(v?\d+(\.\d+)*([-+].*)?|latest|sha256:.*)$/.test(tag));
  return missing
    ? `failed to resolve reference "${image}": ${image}: not found`
    : undefined;
}

/** The Humanitec Agent, from Humanitec's registry or a mirror of it. */
export function isAgentImage(image: string): boolean {
  return isAgentRepository(parseImage(image).repository);
}

const registries = [
  /^docker\.io$/,
  /^gcr\.io$/,
  /^ghcr\.io$/,
  /^mcr\.microsoft\.com$/,
  /^public\.ecr\.aws$/,
  /^quay\.io$/,
  /^registry\.humanitec\.io$/,
  /^registry\.k8s\.io$/,
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/,
  /\.pkg\.dev$/,
];

function isAgentRepository(repository: string): boolean {
  return /(^|\/)humanitec\/agent$/.test(repository);
}

/** `ghcr.io/humanitec/agent:1.8.4` in its parts; a digest counts as tag. */
function parseImage(image: string) {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  const registry = hasRegistry ? first : 'docker.io';
  const rest = hasRegistry ? image.slice(slash + 1) : image;
  const match = /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(rest);
  const [, repository = rest, tag, digest] = match ?? [];
  return { registry, repository, tag: digest ?? tag ?? 'latest' };
}
