import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
} from '@aws-sdk/client-eks';
import type { KubernetesObject } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { seededIdentities } from 'sandbox';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { identity } from '../../__testUtils__/actionStack';
import { clusterAdmin } from '../../__testUtils__/clusterAdmin';
import { platformEks } from '../../__testUtils__/platformAccount';

const ruleSchema = z.object({
  apiGroups: z.array(z.string()).default([]),
  resources: z.array(z.string()).default([]),
  resourceNames: z.array(z.string()).default([]),
  nonResourceURLs: z.array(z.string()).default([]),
  verbs: z.array(z.string()),
});
export const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  rules: z.array(ruleSchema).optional(),
});

export type Rule = z.infer<typeof ruleSchema>;

/** The objects of docs/reference/cluster-rbac.yaml. */
export const documentedObjects = parseAllDocuments(
  readFileSync(
    resolve(__dirname, '../../../../../docs/reference/cluster-rbac.yaml'),
    'utf8',
  ),
).map(document => objectSchema.parse(document.toJS()));

/** The rules that the file gives Backstage. */
export const documentedRules = documentedObjects.flatMap(
  ({ rules = [] }) => rules,
);

const clusterName = identity.clusterName;
const backstageRole = 'arn:aws:iam::111122223333:role/backstage-humanitec-eks';

/** Gives Backstage these rules in the bound cluster, in place of the access that it has given itself. */
export async function giveRulesInstead(rules = documentedRules) {
  const eks = platformEks();
  const { administrator } = seededIdentities;
  const admin = { clusterName, principalArn: administrator.userArn };
  await eks.send(new CreateAccessEntryCommand(admin));
  await eks.send(
    new AssociateAccessPolicyCommand({
      ...admin,
      policyArn:
        'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      accessScope: { type: 'cluster' },
    }),
  );
  const entry = { clusterName, principalArn: backstageRole };
  await eks.send(new DeleteAccessEntryCommand(entry));
  await eks.send(
    new CreateAccessEntryCommand({
      ...entry,
      kubernetesGroups: ['backstage-humanitec-eks'],
    }),
  );
  const api = await clusterAdmin(eks, clusterName, administrator);
  for (const object of documentedObjects) {
    const applied: KubernetesObject = object.rules
      ? { ...object, ...{ rules } }
      : object;
    await api.create(applied);
  }
}
