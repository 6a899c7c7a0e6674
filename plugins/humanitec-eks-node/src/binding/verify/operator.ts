import {
  findOperator,
  OPERATOR_COMMAND,
} from '../../directMode/humanitecOperator';
import type { OrganizationMode } from '../../directMode/organizationMode';
import type { KubernetesClient } from '../../kubernetes/kubernetesClient';
import { failed, passed, Proof, told } from './proof';
import type { Verification } from './verifyBinding';

/** Whether the cluster has the Humanitec Operator, where the organization's mode needs it. */
export async function checkOperator(
  mode: OrganizationMode,
  kubernetes: KubernetesClient,
): Promise<{ proof: Proof; operator?: Verification['operator'] }> {
  const title = 'Humanitec Operator';
  if (mode.name === 'legacy') {
    const text = 'not needed, since the organization is in Legacy mode';
    return { proof: passed(title, text), operator: 'notNeeded' };
  }
  const found = await findOperator(kubernetes);
  switch (found.state) {
    case 'ready':
      return { proof: passed(title, 'ready'), operator: 'ready' };
    case 'notReady':
      return {
        proof: failed(
          title,
          `${found.ready} of ${found.wanted} pods are ready, and in Direct mode nothing is deployed without it; look at its pods in the cluster`,
        ),
      };
    default:
      return {
        proof: told(
          title,
          [
            `the organization is in Direct mode (primary secret store ${mode.primaryStore}), and the cluster lacks`,
            ...found.what.map(what => `      ${what}`),
            '    Install it:',
            OPERATOR_COMMAND.replace(/^/gm, '      '),
          ].join('\n'),
        ),
        operator: 'missing',
      };
  }
}
