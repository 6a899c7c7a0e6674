import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ANNOTATION_ORGANIZATION } from 'backstage-plugin-humanitec-eks-common';
import type { BoundCluster } from '../discovery/boundCluster';

/** The annotation of Humanitec's own plugin that says which application an entity is. */
export const ANNOTATION_APPLICATION = 'humanitec.com/appId';

/**
 * Tells which systems and components run on a cluster: those that are an
 * application of its organization with an environment that lands there.
 *
 * @param applications - the components and systems that are applications
 * @param only - the organization of entities that name none, where there is just one
 */
export function dependents(
  applications: Entity[],
  only: string | undefined,
): (
  cluster: Pick<BoundCluster, 'organization' | 'definitionIds'>,
  landing: ReadonlyMap<string, { appId: string }[]>,
) => string[] {
  const entities = new Map<string, string[]>();
  for (const entity of applications) {
    const { annotations = {} } = entity.metadata;
    const appId = annotations[ANNOTATION_APPLICATION];
    const organization = annotations[ANNOTATION_ORGANIZATION] ?? only;
    if (!organization || !appId) continue;
    const key = `${organization}/${appId}`;
    const refs = entities.get(key) ?? [];
    entities.set(key, [...refs, stringifyEntityRef(entity)]);
  }
  return ({ organization, definitionIds }, landing) => {
    const appIds = definitionIds
      .flatMap(id => landing.get(id) ?? [])
      .map(({ appId }) => appId);
    const refs = [...new Set(appIds)].flatMap(
      appId => entities.get(`${organization}/${appId}`) ?? [],
    );
    return [...new Set(refs)].sort();
  };
}
