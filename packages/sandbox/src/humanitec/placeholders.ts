// `${…}` in driver inputs.

const resourcePlaceholder =
  /\$\{\s*resources(?:\.([a-z0-9-]+)|\[\s*['"]([^'"]+)['"]\s*\])/g;

/** Is this text filled in at deployment, and so no secret by itself? */
export function hasPlaceholder(text: string): boolean {
  return /\$\{(resources|context)\b/.test(text);
}

/** `type`, `type.class`, `type#id` or `type.class#id`, as a reference or a co-provisioned resource is named. */
export interface ResourceReference {
  type: string;
  class: string;
  /** Without it, the ID of the resource that refers. */
  resId?: string;
}

/** The resources that any text in the inputs refers to. */
export function referencesIn(inputs: unknown): ResourceReference[] {
  if (typeof inputs === 'string') {
    return [...inputs.matchAll(resourcePlaceholder)].flatMap(
      ([, dotted, quoted]) => {
        const name = dotted ?? quoted;
        // Selectors (`a>b`, `a<b`) walk the graph of a whole deployment set, which is not modelled.
        return /[<>]/.test(name) ? [] : [parseReference(name)];
      },
    );
  }
  if (typeof inputs === 'object' && inputs !== null) {
    return Object.values(inputs).flatMap(referencesIn);
  }
  return [];
}

export function parseReference(name: string): ResourceReference {
  const [typeAndClass, resId] = name.split('#', 2);
  const [type, className = 'default'] = typeAndClass.split('.', 2);
  return { type, class: className, resId };
}
