import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';

const LOCATION_TYPE = 'humanitec-eks';

/** Where our entities come from: `humanitec-eks:my-org/my-cluster`. */
export function bindingLocation(binding: {
  organization: string;
  clusterDefinition: string;
}): string {
  return `${LOCATION_TYPE}:${binding.organization}/${binding.clusterDefinition}`;
}

/** Has one of our providers made this entity? */
export function isOurEntity({ metadata: { annotations } }: Entity): boolean {
  const origin = annotations?.[ANNOTATION_ORIGIN_LOCATION];
  return origin?.startsWith(`${LOCATION_TYPE}:`) === true;
}
