import { createPermission } from '@backstage/plugin-permission-common';

/** See the Humanitec binding of a cluster whose catalog entity one may read. */
export const humanitecEksBindingReadPermission = createPermission({
  name: 'humanitecEks.binding.read',
  attributes: { action: 'read' },
});

export const humanitecEksPermissions = [humanitecEksBindingReadPermission];
