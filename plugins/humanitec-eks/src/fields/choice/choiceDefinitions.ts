import {
  ChoiceKind,
  PreviewSubject,
} from 'backstage-plugin-humanitec-eks-common';
import type { Rule } from '../rules';

/** What makes one field of the kind "look it up, or type it" differ from another. */
export interface ChoiceDefinition {
  kind: ChoiceKind;
  /** What a value must keep, whether it was chosen or typed. */
  rule: Rule;
  /** What the backend is asked of a value, and the field that its findings are about. */
  check?: { subjects: PreviewSubject[]; field: string };
}

export const choiceDefinitions = {
  organization: { kind: 'organizations', rule: 'humanitecId' },
  awsAccount: { kind: 'awsAccounts', rule: 'awsAccountId' },
  region: { kind: 'regions', rule: 'awsRegion' },
  existingCluster: { kind: 'clusters', rule: 'eksClusterName' },
  environmentType: {
    kind: 'environmentTypes',
    rule: 'humanitecId',
    check: { subjects: ['rules'], field: 'envType' },
  },
  application: {
    kind: 'applications',
    rule: 'humanitecId',
    check: { subjects: ['rules'], field: 'appId' },
  },
  agent: { kind: 'agents', rule: 'humanitecId' },
} as const satisfies Record<string, ChoiceDefinition>;
