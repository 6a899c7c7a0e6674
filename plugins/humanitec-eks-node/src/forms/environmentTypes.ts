import type { Choice } from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecClient } from '../humanitec/humanitecClient';

/** The environment types of an organization. */
export async function environmentTypeChoices(
  humanitec: HumanitecClient,
): Promise<Choice[]> {
  const types = await humanitec.listEnvironmentTypes();
  return types.map(({ id, description }) => ({
    value: id,
    ...(description && { note: description }),
  }));
}
