import { z } from 'zod/v3';
import { identityFields } from './spec';

/** Topic of the events service: a binding was made, changed or removed. */
export const BINDING_CHANGED_TOPIC = 'humanitec-eks.binding';

const bindingChangedSchema = z.object(identityFields);

/** What such an event carries. */
export type BindingChangedEvent = z.infer<typeof bindingChangedSchema>;

/** Anybody may publish to a topic: undefined for what names no cluster. */
export function parseBindingChanged(
  payload: unknown,
): BindingChangedEvent | undefined {
  const parsed = bindingChangedSchema.safeParse(payload);
  return parsed.success ? parsed.data : undefined;
}
