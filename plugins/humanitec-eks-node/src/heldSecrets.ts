const MAX_HELD = 2_000;

const held = new Set<string>();

/**
 * Holds a secret that this process uses, so that no system's own words bring it back: an upstream may quote in an
 * error what it was sent in another call.
 */
export function holdSecret(secret: string | undefined): void {
  if (!secret) return;
  // The latest last: the oldest goes first.
  held.delete(secret);
  held.add(secret);
  if (held.size <= MAX_HELD) return;
  for (const oldest of held) {
    held.delete(oldest);
    return;
  }
}

export function heldSecrets(): Iterable<string> {
  return held;
}
