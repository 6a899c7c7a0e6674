import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { regionFacts } from '../aws/awsAccount';
import type { WantedOidcProvider } from '../aws/oidcProvider';
import type { PolicyDocument } from '../aws/policyDocument';

/** The IAM user that Humanitec assumes roles with (Humanitec docs, cloud accounts, AWS). */
export const HUMANITEC_PRINCIPAL = 'arn:aws:iam::767398028804:user/humanitec';

/** Issuer of the tokens of accounts of type aws-identity (Humanitec docs, cloud accounts, AWS). */
const ISSUER = 'idtoken.humanitec.io';
const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** IAM quotas: characters of a trust policy, white space left out, unless the quota was raised. */
const MAX_TRUST_POLICY_SIZE = 2048;

type Statement = PolicyDocument['Statement'][number];

/** How Humanitec proves itself to AWS, and on what conditions it is let in. */
export type AccessRoleTrust =
  | {
      accountType: 'aws-role';
      /** Treated as a secret. */
      externalId?: string;
      /** Any address when undefined. */
      sourceIps?: string[];
    }
  | { accountType: 'aws-identity'; audience: string };

/**
 * The trust that a policy expresses, whoever it is for; what cannot be read
 * from it is not there. Undefined when it is of neither kind.
 */
export function readTrust(
  statements: Statement[],
): AccessRoleTrust | undefined {
  for (const { Effect, Principal, Condition } of statements) {
    if (Effect !== 'Allow') continue;
    const federated =
      typeof Principal === 'object' ? [Principal.Federated ?? []].flat() : [];
    if (federated.some(arn => arn.endsWith(`:oidc-provider/${ISSUER}`))) {
      const [audience] = conditionValues(
        Condition,
        'StringEquals',
        `${ISSUER}:aud`,
      );
      return {
        accountType: 'aws-identity',
        audience: audience ?? DEFAULT_AUDIENCE,
      };
    }
    const [externalId] = conditionValues(
      Condition,
      'StringEquals',
      'sts:ExternalId',
    );
    if (externalId) {
      const sourceIps = [
        ...conditionValues(Condition, 'IpAddress', 'aws:SourceIp'),
        ...admittedAddresses(statements),
      ];
      return {
        accountType: 'aws-role',
        externalId,
        ...(sourceIps.length > 0 && { sourceIps }),
      };
    }
  }
  return undefined;
}

/** Others write the addresses as a statement that denies everybody else. */
function admittedAddresses(statements: Statement[]): string[] {
  return statements
    .filter(({ Effect }) => Effect === 'Deny')
    .flatMap(({ Condition }) =>
      conditionValues(Condition, 'NotIpAddress', 'aws:SourceIp'),
    );
}

function conditionValues(
  condition: Statement['Condition'],
  operator: string,
  key: string,
): string[] {
  return [condition?.[operator]?.[key] ?? []].flat().map(String);
}

/** The trust that is asked for. What was not asked for stays as it is; the external ID stays for ever. */
export function wantedTrust(
  { accessRole: options }: BindingSpec,
  found: AccessRoleTrust | undefined,
): AccessRoleTrust {
  const accountType = options.accountType ?? found?.accountType ?? 'aws-role';
  if (accountType === 'aws-identity') {
    const audience =
      found?.accountType === accountType ? found.audience : undefined;
    return {
      accountType,
      audience: options.audience ?? audience ?? DEFAULT_AUDIENCE,
    };
  }
  const kept = found?.accountType === accountType ? found : undefined;
  return {
    accountType,
    externalId: kept?.externalId,
    sourceIps: options.sourceIps ?? kept?.sourceIps,
  };
}

/** The trust policy that expresses it; without an external ID, with a placeholder for one. */
export function trustPolicy(
  spec: BindingSpec,
  trust: AccessRoleTrust,
  placeholder: string,
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      trust.accountType === 'aws-role'
        ? roleStatement(trust, placeholder)
        : identityStatement(spec, trust.audience),
    ],
  };
}

/** A condition of the one statement that allows: whoever comes without a known address is not let in. */
function roleStatement(
  {
    externalId,
    sourceIps,
  }: Extract<AccessRoleTrust, { accountType: 'aws-role' }>,
  placeholder: string,
): Statement {
  return {
    Effect: 'Allow',
    Principal: { AWS: HUMANITEC_PRINCIPAL },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'sts:ExternalId': externalId ?? placeholder },
      ...(sourceIps && { IpAddress: { 'aws:SourceIp': sourceIps } }),
    },
  };
}

/** The token's subject names the cloud account, so no other account of the organization gets in. */
function identityStatement(spec: BindingSpec, audience: string): Statement {
  return {
    Effect: 'Allow',
    Principal: { Federated: humanitecProvider(spec, audience).arn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${ISSUER}:aud`]: audience,
        [`${ISSUER}:sub`]: `${spec.organization}/${spec.names.cloudAccount}`,
      },
    },
  };
}

/** The account's identity provider for Humanitec's tokens. */
export function humanitecProvider(
  { region, awsAccountId }: BindingSpec,
  audience: string,
): WantedOidcProvider {
  const { partition } = regionFacts(region);
  return {
    arn: `arn:${partition}:iam::${awsAccountId}:oidc-provider/${ISSUER}`,
    url: `https://${ISSUER}`,
    audience,
  };
}

/** Why the trust that is asked for cannot be had. */
export function trustProblem(
  { accessRole: { accountType, sourceIps } }: BindingSpec,
  document: PolicyDocument,
): string | undefined {
  if (accountType === 'aws-identity' && sourceIps) {
    return 'accessRole.sourceIps is for the account type aws-role; leave it out with aws-identity';
  }
  const { length } = JSON.stringify(document);
  return length > MAX_TRUST_POLICY_SIZE
    ? `its trust policy would have ${length} characters, and IAM takes ${MAX_TRUST_POLICY_SIZE}; give accessRole.sourceIps fewer entries, ranges instead of addresses`
    : undefined;
}
