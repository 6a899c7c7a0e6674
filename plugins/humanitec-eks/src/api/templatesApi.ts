import { createApiRef } from '@backstage/frontend-plugin-api';
import { Templates } from '../binding/templates';

/**
 * The software templates that card, tab and fleet page open, as the operator
 * has chosen them.
 *
 * @public
 */
export const templatesApiRef = createApiRef<Templates>().with({
  id: 'plugin.humanitec-eks.templates',
  pluginId: 'humanitec-eks',
});
