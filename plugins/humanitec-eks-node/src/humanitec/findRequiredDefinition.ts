import type { Systems } from '../systems';
import type { Definition } from './schemas';

/** The definition, which must be there. */
export async function findRequiredDefinition(
  { humanitec }: Pick<Systems, 'humanitec'>,
  id: string,
): Promise<Definition> {
  const definition = await humanitec.findDefinition(id);
  if (!definition) throw new Error(`Humanitec does not show definition ${id}`);
  return definition;
}
