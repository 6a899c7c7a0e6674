import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** Does something that only reads, and leaves an audit event of how it ended: refused, failed or well. */
export async function audited<T>(
  auditor: AuditorService,
  request: Request,
  event: { eventId: string; meta: JsonObject },
  work: () => Promise<T>,
): Promise<T> {
  const auditEvent = await auditor.createEvent({
    ...event,
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
