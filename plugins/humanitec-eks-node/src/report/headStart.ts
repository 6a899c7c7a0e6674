import {
  BindingIdentity,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { findAccessEntry } from '../aws/accessEntry';
import { accessRoleArn } from '../parts/accessRole';
import type { Readings } from '../systems';

/**
 * Asks at once what is needed whatever the binding's names are, and what the
 * names are found with as a rule; the answers are remembered for those who wait
 * for nothing else. Whoever needs one hears of its failure.
 */
export function headStart(
  identity: BindingIdentity,
  { aws, humanitec }: Readings,
): void {
  const { clusterName } = identity;
  const ownEntry = async () =>
    findAccessEntry(aws, clusterName, await aws.ownPrincipalArn());
  const usualRole = accessRoleArn(bindingSpec(identity));
  const questions: Promise<unknown>[] = [
    humanitec.listAccounts(),
    humanitec.listAgents(),
    humanitec.listApplications(),
    humanitec.listSecretStores(),
    findAccessEntry(aws, clusterName, usualRole),
    ownEntry(),
  ];
  questions.forEach(question => question.catch(() => {}));
}
