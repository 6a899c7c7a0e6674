import type { Entity } from '@backstage/catalog-model';
import type { Stack } from '../../__testUtils__/startStack';
import { setTimeout as sleep } from 'node:timers/promises';

const annotationsOfExample = {
  'humanitec.com/orgId': 'platform-org',
  'humanitec-eks/aws-account-id': '111122223333',
  'humanitec-eks/region': 'eu-central-1',
  'humanitec-eks/cluster-name': 'eks-automode-prod',
};

/**
 * An entity that stands for the cluster of the worked example, as a person would write it.
 *
 * @param annotations - instead of, or besides, those that it has
 */
export function clusterEntity(
  name: string,
  {
    annotations = {},
    owner = 'group:default/platform-team',
  }: {
    annotations?: Record<string, string | undefined>;
    owner?: string;
  } = {},
): Entity {
  const all = { ...annotationsOfExample, ...annotations };
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: Object.fromEntries(
        Object.entries(all).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value]],
        ),
      ),
    },
    spec: { type: 'kubernetes-cluster', owner },
  };
}

/** What is asked about an entity. */
export function pathOf(
  name: string,
  what: 'binding' | 'environments' | 'history' = 'binding',
): string {
  return `/api/humanitec-eks/v1/entity/default/resource/${name}/${what}`;
}

/** Waits until the catalog shows an entity. */
export async function untilInCatalog(
  { api }: Pick<Stack, 'api'>,
  name: string,
): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await api.get(
      `/api/catalog/entities/by-name/resource/default/${name}`,
    );
    if (status === 200) return;
    await sleep(100);
  }
  throw new Error(`resource:default/${name} did not appear in the catalog`);
}
