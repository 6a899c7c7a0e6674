import type { z } from 'zod';
import type { LiveObject } from './kubernetesClient';
import { KubernetesError } from './kubernetesError';

/** A field that is wrong may be so in each of many items. */
const MAX_FIELDS = 5;

/**
 * What is read of an object, once it is of the shape that the Kubernetes API documents.
 *
 * @throws KubernetesError that names the object and the fields that are not
 */
export function parseObject<T>(schema: z.ZodType<T>, live: LiveObject): T {
  const parsed = schema.safeParse(live);
  if (parsed.success) return parsed.data;
  const { kind, metadata } = live;
  const fields = [
    ...new Set(parsed.error.issues.map(({ path }) => path.join('.'))),
  ];
  throw new KubernetesError({
    call: ['get', kind, metadata.name].filter(Boolean).join(' '),
    httpStatus: 200,
    systemMessage: `the answer is not what the API documents (${fields
      .slice(0, MAX_FIELDS)
      .join(', ')})`,
  });
}
