import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { humanitecEksBindingReadPermission } from 'backstage-plugin-humanitec-eks-common';

/** @throws NotAllowedError for somebody who may not see bindings */
export async function requireBindingRead(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<void> {
  const [decision] = await permissions.authorize(
    [{ permission: humanitecEksBindingReadPermission }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError('You may not see Humanitec bindings.');
  }
}
