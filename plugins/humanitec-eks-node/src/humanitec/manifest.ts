import type { RenderedFile } from '../parts/part';
import { yamlText } from '../yamlText';

/** A manifest for `humctl apply` (Humanitec docs, CLI; examples of cloud accounts and resource definitions). */
export function renderManifest(
  path: string,
  kind: 'Account' | 'Definition',
  id: string,
  entity: Record<string, unknown>,
): RenderedFile {
  return {
    path,
    content: yamlText({
      apiVersion: 'entity.humanitec.io/v1b1',
      kind,
      metadata: { id },
      entity,
    }),
  };
}
