import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import type {
  KubernetesObject,
  KubernetesObjectApi,
} from '@kubernetes/client-node';
import { PatchStrategy } from '@kubernetes/client-node';
import { clusterAdmin } from './clusterAdmin';
import { platformEks, platformIam } from './platformAccount';
import type { Stack } from './startStack';

/** The three systems in the hands of somebody who knows nothing of us. */
export interface Tamper {
  iam: IAMClient;
  eks: EKSClient;
  /** `humanitec('DELETE', '/agents/x')`, below the organization; fails on a refusal. */
  humanitec(method: string, path: string, body?: unknown): Promise<any>;
  kubernetes(): Promise<KubernetesObjectApi>;
  /** A JSON merge patch of one object, as `kubectl patch --type merge` sends it. */
  patchObject(
    object: KubernetesObject,
    patch: Record<string, unknown>,
  ): Promise<void>;
}

/** For a cluster in the account 111122223333, region eu-central-1. */
export function tamperWith(
  { sandbox }: Pick<Stack, 'sandbox'>,
  clusterName: string,
): Tamper {
  const eks = platformEks();
  const kubernetes = () => clusterAdmin(eks, clusterName);
  return {
    iam: platformIam(),
    eks,
    kubernetes,
    async humanitec(method, path, body) {
      const response = await fetch(
        `${sandbox.humanitecUrl}/orgs/platform-org${path}`,
        {
          method,
          headers: {
            authorization: 'Bearer sandbox-humanitec-token',
            'content-type': 'application/json',
          },
          body: body === undefined ? undefined : JSON.stringify(body),
        },
      );
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`${method} ${path}: ${response.status} ${text}`);
      }
      return text ? JSON.parse(text) : undefined;
    },
    async patchObject(object, patch) {
      const api = await kubernetes();
      await api.patch(
        { ...object, ...patch },
        undefined,
        undefined,
        'somebody-else',
        undefined,
        PatchStrategy.MergePatch,
      );
    },
  };
}
