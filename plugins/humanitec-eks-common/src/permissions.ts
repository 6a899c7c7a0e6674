import { createPermission } from '@backstage/plugin-permission-common';

/** See the Humanitec binding of a cluster whose catalog entity one may read. */
export const humanitecEksBindingReadPermission = createPermission({
  name: 'humanitecEks.binding.read',
  attributes: { action: 'read' },
});

/** A Humanitec organization or an AWS account that bindings may be made in. */
export const RESOURCE_TYPE_HUMANITEC_EKS_TARGET = 'humanitec-eks-target';

/**
 * Choose an organization or AWS account in a form, look into it, and preview
 * what an onboarding or a removal there would do. What then runs is decided by
 * the scaffolder's own permissions.
 */
export const humanitecEksTargetUsePermission = createPermission({
  name: 'humanitecEks.target.use',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_HUMANITEC_EKS_TARGET,
});

export const humanitecEksPermissions = [
  humanitecEksBindingReadPermission,
  humanitecEksTargetUsePermission,
];
