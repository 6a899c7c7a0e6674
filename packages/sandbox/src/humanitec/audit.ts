// Who changed what: every successful change, newest first.
import { World } from '../world';
import { badRequest } from './errors';
import { timestamp } from './identifiers';
import { page } from './paging';
import { organizationRoute } from './route';
import { User } from './records';

export const auditRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/audit-logs',
    role: 'administrator',
    answer: call => {
      const from = timeOf(call.query, 'from') ?? -Infinity;
      const to = timeOf(call.query, 'to') ?? Infinity;
      const entries = call.organization.audit
        .filter(({ at }) => at >= from && at <= to)
        .reverse();
      return page(call, entries, entry => ({
        at: timestamp(entry.at),
        org_id: call.organization.id,
        user_id: entry.userId,
        request_method: entry.method,
        request_path: entry.path,
        response_status: entry.status,
      }));
    },
  }),
];

/** Writes down a change that was carried out; what belongs to no organization is left out. */
export function recordInAudit(
  world: World,
  user: User,
  method: string,
  path: string,
  status: number,
) {
  const [, , orgId] = path.split('/');
  world.humanitec.organizations.get(orgId)?.audit.push({
    at: world.clock.now(),
    userId: user.id,
    method,
    path,
    status,
  });
}

function timeOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badRequest(`${name} is not a date and time`);
  return time;
}
