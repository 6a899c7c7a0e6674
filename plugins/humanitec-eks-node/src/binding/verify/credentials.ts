import { partInfo } from 'backstage-plugin-humanitec-eks-common';
import { failed, passed, Proof } from './proof';
import type { VerifyContext } from './verifyBinding';

/** Lets Humanitec check whether the credentials of the cloud account work. */
export async function checkCredentials({
  spec,
  systems: { humanitec },
}: VerifyContext): Promise<Proof[]> {
  const { title } = partInfo.cloudAccount;
  const id = spec.names.cloudAccount;
  if (!(await humanitec.findAccount(id))) {
    return [failed(title, `${id} is not there`)];
  }
  const { warnings } = await humanitec.checkAccount(id);
  return [
    passed(title, `Humanitec can assume the role of ${id}`),
    ...(warnings ?? []).map(
      (warning): Proof => ({ outcome: 'told', title, text: warning }),
    ),
  ];
}
