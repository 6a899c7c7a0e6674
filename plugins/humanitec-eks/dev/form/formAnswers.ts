import {
  Choice,
  OnboardingPreview,
  OnboardingPreviewRequest,
  RemovalPreview,
} from 'backstage-plugin-humanitec-eks-common';

// What the backend plugin knows in the development app, and in tests.

/** By the path of a look-up, with its query. */
export const choices: Record<string, Choice[]> = {
  organizations: [
    { value: 'acme' },
    { value: 'silent', note: 'does not answer' },
    { value: 'closed', note: 'nobody may look into it' },
  ],
  awsAccounts: [
    { value: '111122223333', title: 'Production' },
    { value: '444455556666', title: 'Staging' },
  ],
  'regions?awsAccountId=111122223333': [
    { value: 'eu-central-1', title: 'Europe (Frankfurt)' },
    { value: 'us-east-1', title: 'US East (N. Virginia)' },
  ],
  'regions?awsAccountId=444455556666': [
    { value: 'eu-west-1', title: 'Europe (Ireland)' },
  ],
  'clusters?awsAccountId=111122223333&region=eu-central-1': [
    { value: 'billing' },
    { value: 'half-onboarded' },
  ],
  'subnets?awsAccountId=111122223333&region=eu-central-1': [
    subnet('subnet-0a1', 'a', 'vpc-0a'),
    subnet('subnet-0a2', 'b', 'vpc-0a'),
    subnet('subnet-0a3', 'a', 'vpc-0a'),
    subnet('subnet-0b1', 'b', 'vpc-0b'),
  ],
  'environmentTypes?organization=acme': [
    { value: 'production' },
    { value: 'development', note: 'for trying things' },
  ],
  'applications?organization=acme': [
    { value: 'shop', title: 'The web shop', note: 'production, staging' },
    { value: 'billing', title: 'Billing' },
  ],
  'agents?organization=acme': [
    { value: 'eks-automode-prod', note: 'serves eks-automode-prod' },
  ],
};

function subnet(value: string, zone: string, vpcId: string): Choice {
  return {
    value,
    title: `private-${value.slice(-2)}`,
    note: `eu-central-1${zone}, 10.0.0.0/20 in ${vpcId}`,
    facts: { zone: `eu-central-1${zone}`, vpcId },
  };
}

/** What an onboarding would meet, by what was answered. */
export function onboarding({
  input,
  newCluster,
}: OnboardingPreviewRequest): OnboardingPreview {
  const { clusterName, envType, appId, names } = input;
  const findings: OnboardingPreview['findings'] = [];
  if (names?.accessRole === 'taken' || clusterName === 'derived-taken') {
    findings.push({
      severity: 'error',
      part: 'accessRole',
      field: 'names.accessRole',
      reason: 'IAM role: one of this name exists and does not carry our tag',
      remedy: 'Choose another name, or set adopt.',
    });
  }
  if (envType && !['production', 'development'].includes(envType)) {
    findings.push({
      severity: 'error',
      field: 'envType',
      reason: `Humanitec has no ${envType}`,
      remedy: 'Choose another one.',
    });
  }
  if (envType === 'development' && !appId) {
    findings.push({
      severity: 'error',
      field: 'envType',
      reason: 'this rule belongs to the k8s-cluster definition shared already',
      remedy: 'Make it more specific, or remove it there.',
    });
  }
  if (newCluster && !input.cluster?.subnetIds) {
    findings.push({
      severity: 'error',
      field: 'cluster.subnetIds',
      reason: 'a new cluster needs subnets',
      remedy: 'Name two or more.',
    });
  }
  if (input.cluster?.version === '1.28') {
    findings.push({
      severity: 'warning',
      field: 'cluster.version',
      reason: 'standard support of 1.28 has ended',
      remedy: 'Choose a newer one.',
    });
  }
  return {
    findings,
    present: clusterName === 'half-onboarded' ? ['cluster'] : [],
    ...(envType && { moves: movesOf(envType) }),
  };
}

function movesOf(envType: string): OnboardingPreview['moves'] {
  const move = (appId: string, rest = {}) => ({
    appId,
    envId: envType,
    envType,
    ...rest,
  });
  return {
    come: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(app =>
      move(`app-${app}`, { from: 'eks-old', to: 'eks-new' }),
    ),
    leave: [move('shop', { from: 'eks-new' })],
    held: [move('billing', { from: 'eks-billing', to: 'eks-billing' })],
    stay: 2,
  };
}

/** What off-boarding would take away; one environment depends on it unless it is forced. */
export function removal({ force }: { force?: boolean }): RemovalPreview {
  return {
    parts: [
      { part: 'runnerAccess', things: ['config definition eks-new-runner'] },
      {
        part: 'accessRole',
        things: [
          'IAM role humanitec-role-to-access-eks-new-cluster',
          'IAM policy humanitec-role-to-access-eks-new-cluster-policy',
        ],
      },
    ],
    left: [{ what: 'EKS cluster eks-new', why: 'you asked to keep it' }],
    dependents: [
      { appId: 'shop', envId: 'production', types: ['k8s-cluster'] },
    ],
    ...(!force && {
      refused:
        'An environment is deployed there; remove it first, or use force',
    }),
  };
}
