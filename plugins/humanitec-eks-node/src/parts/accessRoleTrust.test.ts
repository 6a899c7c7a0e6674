import type { BindingInput } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import {
  AccessRoleTrust,
  readTrust,
  trustPolicy,
  trustProblem,
  wantedTrust,
} from './accessRoleTrust';

const externalId = 'b3f0c1de-0000-4000-8000-000000000000';
const byRole: AccessRoleTrust = { accountType: 'aws-role', externalId };
const fromOffice: AccessRoleTrust = {
  ...byRole,
  sourceIps: ['198.51.100.0/24'],
};
const byIdentity: AccessRoleTrust = {
  accountType: 'aws-identity',
  audience: 'sts.amazonaws.com',
};
const wanted = (
  accessRole: BindingInput['accessRole'],
  found?: AccessRoleTrust,
) => wantedTrust(exampleSpec({ accessRole }), found);

describe('the trust of the access role', () => {
  it.each<[string, AccessRoleTrust]>([
    ['an external ID', byRole],
    ['an external ID and source addresses', fromOffice],
    ['OIDC tokens', byIdentity],
    ['OIDC tokens of another audience', { ...byIdentity, audience: 'mine' }],
  ])('in %s is read back from the policy that expresses it', (_, trust) => {
    const policy = trustPolicy(exampleSpec(), trust, 'none');
    expect(readTrust(policy.Statement)).toEqual(trust);
  });

  it('is in Humanitec with a new external ID when nothing is there', () => {
    expect(wanted(undefined)).toEqual({ accountType: 'aws-role' });
  });

  it('keeps its external ID for ever', () => {
    expect(wanted({ sourceIps: ['192.0.2.1'] }, byRole)).toEqual({
      ...byRole,
      sourceIps: ['192.0.2.1'],
    });
  });

  it.each<[string, AccessRoleTrust]>([
    ['account type', byIdentity],
    ['audience', { ...byIdentity, audience: 'mine' }],
    ['source addresses', fromOffice],
  ])('keeps the %s that nobody asked to change', (_, found) => {
    expect(wanted(undefined, found)).toEqual(found);
  });

  it('can be switched from one kind to the other, which gives up the external ID', () => {
    expect(wanted({ accountType: 'aws-identity' }, fromOffice)).toEqual(
      byIdentity,
    );
    expect(wanted({ accountType: 'aws-role' }, byIdentity)).toEqual({
      accountType: 'aws-role',
    });
  });

  it('reads source addresses that are written as a Deny for all others', () => {
    const { Statement } = trustPolicy(exampleSpec(), byRole, 'none');
    const trust = readTrust([
      ...Statement,
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: {
          NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24'] },
          Bool: { 'aws:ViaAWSService': 'false' },
        },
      },
    ]);
    expect(trust).toEqual(fromOffice);
  });

  it('lets in only the cloud account of this binding with OIDC', () => {
    const { Statement } = trustPolicy(exampleSpec(), byIdentity, 'none');
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: {
          Federated:
            'arn:aws:iam::111122223333:oidc-provider/idtoken.humanitec.io',
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'idtoken.humanitec.io:aud': 'sts.amazonaws.com',
            'idtoken.humanitec.io:sub': 'platform-org/eks-automode-prod',
          },
        },
      },
    ]);
  });

  it('is refused when its policy is longer than IAM takes', () => {
    const sourceIps = Array.from({ length: 120 }, (_, i) => `198.51.100.${i}`);
    const spec = exampleSpec({ accessRole: { sourceIps } });
    const policy = trustPolicy(spec, wantedTrust(spec, byRole), 'none');
    expect(trustProblem(spec, policy)).toMatch(
      /would have \d+ characters, and IAM takes 2048/,
    );
    expect(
      trustProblem(exampleSpec(), trustPolicy(exampleSpec(), byRole, '')),
    ).toBeUndefined();
  });

  it('is refused when source addresses are asked for with OIDC', () => {
    const spec = exampleSpec({
      accessRole: { accountType: 'aws-identity', sourceIps: ['192.0.2.1'] },
    });
    const policy = trustPolicy(spec, byIdentity, '');
    expect(trustProblem(spec, policy)).toContain('leave it out');
  });
});
