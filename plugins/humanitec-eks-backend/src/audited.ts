import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { z } from 'zod';

/** Who asks, and for how long. */
export interface Caller {
  credentials: BackstageCredentials;
  /** The request that they came with; actions are called without one. */
  request?: Request;
  /** Aborted when nobody waits for an answer any more. */
  signal: AbortSignal;
}

/** Does something that only reads, and leaves an audit event of how it ended: refused, failed or well. */
export async function audited<T>(
  auditor: AuditorService,
  { credentials, request }: Pick<Caller, 'credentials' | 'request'>,
  event: { eventId: string; meta: JsonObject },
  work: () => Promise<T>,
): Promise<T> {
  const auditEvent = await auditor.createEvent({
    eventId: event.eventId,
    // The auditor reads from the request who asks.
    meta: request ? event.meta : { ...event.meta, caller: nameOf(credentials) },
    severityLevel: 'low',
    request,
  });
  try {
    const result = await work();
    await auditEvent.success();
    return result;
  } catch (error) {
    await auditEvent.fail({ error: toError(error) });
    throw error;
  }
}

const principalSchema = z.union([
  z.object({ userEntityRef: z.string() }).transform(user => user.userEntityRef),
  z.object({ subject: z.string() }).transform(service => service.subject),
]);

function nameOf({ principal }: BackstageCredentials): string {
  return principalSchema.catch('nobody').parse(principal);
}
