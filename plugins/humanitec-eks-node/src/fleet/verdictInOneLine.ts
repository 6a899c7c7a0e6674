import {
  breaksDeployments,
  partInfo,
  PartStatus,
  verdictOf,
} from 'backstage-plugin-humanitec-eks-common';
import type { ClusterLook } from './clusterLook';

/** What parts say together, and the worst of it in one line: no reason when the verdict is `ready`. */
export function verdictInOneLine(
  statuses: PartStatus[],
): Pick<ClusterLook, 'verdict' | 'reason'> {
  const verdict = verdictOf(statuses);
  if (verdict === 'ready') return { verdict };
  if (verdict === 'notBound') {
    return { verdict, reason: 'Nothing of the binding is there' };
  }
  return { verdict, reason: worstReason(statuses) };
}

/** What a person should hear of first. */
function worstReason(statuses: PartStatus[]): string | undefined {
  const of = (status: PartStatus['status']) =>
    statuses.find(one => one.status === status);
  const breaking = statuses.find(({ changes }) =>
    changes.some(breaksDeployments),
  );
  const worst =
    of('foreign') ??
    of('missing') ??
    breaking ??
    of('unknown') ??
    of('drifted');
  return worst && `${partInfo[worst.part].title}: ${reasonOf(worst)}`;
}

function reasonOf(status: PartStatus): string {
  if (status.status === 'unknown') return status.reason;
  const { changes } = status;
  const refused = changes.find(({ action }) => action === 'refuse');
  const [worst = changes[0]] = changes.filter(breaksDeployments);
  const { action, kind, name, fields = [], reason } = refused ?? worst;
  if (reason) return reason;
  switch (action) {
    case 'create':
      return `${kind} ${name} is missing`;
    case 'delete':
      return `${kind} ${name} is there, and not asked for`;
    case 'adopt':
      return `${kind} ${name} does not carry our mark`;
    default: {
      const paths = fields.map(({ path }) => path).join(', ');
      return `${kind} ${name} differs${paths && ` in ${paths}`}`;
    }
  }
}
