import { KubernetesUnreachable } from '../../kubernetes/reach/kubernetesUnreachable';
import type { Check } from './preflight';
import { failure, warning } from './finding';
import { describeFailure } from '../failure';

/** Whether this Backstage reaches the private endpoint of a cluster that is there. */
export const checkEndpoint: Check = async ({ spec, systems, cluster }) => {
  if (!cluster) return [];
  try {
    const kubernetes = await systems.kubernetes();
    if (kubernetes) {
      systems.progress(
        `The API endpoint of ${spec.clusterName} can be reached from here.`,
      );
    }
    return [];
  } catch (cause) {
    systems.signal.throwIfAborted();
    const subject = { part: 'cluster' as const };
    if (cause instanceof KubernetesUnreachable)
      return [failure(subject, cause)];
    return [
      warning(
        subject,
        `whether the API endpoint can be reached was not checked: ${describeFailure(
          cause,
        )}`,
        'The steps that need it will tell.',
      ),
    ];
  }
};
