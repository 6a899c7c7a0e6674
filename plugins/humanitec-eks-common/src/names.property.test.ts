import fc from 'fast-check';
import {
  bindingMark,
  clusterEntityName,
  deriveNames,
  humanitecMark,
  namesToGive,
  parseHumanitecMark,
} from './names';
import {
  dnsLabel,
  humanitecDefinitionId,
  humanitecId,
  iamPolicyName,
  iamRoleName,
  kubernetesGroup,
} from './rules';

const SEED = 20_261_124;

const clusterName = fc
  .stringMatching(/^[0-9A-Za-z][A-Za-z0-9\-_]{0,99}$/)
  .filter(name => name.length <= 100);
const identity = fc.record({
  organization: fc.constantFrom('platform-org', 'other-org'),
  awsAccountId: fc.stringMatching(/^\d{12}$/),
  region: fc.constantFrom('eu-central-1', 'us-gov-west-1', 'ap-southeast-7'),
  clusterName,
});
const runs = { seed: SEED, numRuns: 3_000 };

describe('what is derived from any name that EKS takes', () => {
  it('is a name that its own system takes', () => {
    const rules = {
      clusterRole: iamRoleName,
      nodeRole: iamRoleName,
      accessRole: iamRoleName,
      accessPolicy: iamPolicyName,
      cloudAccount: humanitecDefinitionId,
      clusterDefinition: humanitecDefinitionId,
      agent: humanitecId,
      agentDefinition: humanitecDefinitionId,
      runnerDefinition: humanitecDefinitionId,
      terraformRunnerDefinition: humanitecDefinitionId,
      containerRunnerDefinition: humanitecDefinitionId,
      kubernetesGroup,
      agentNamespace: dnsLabel,
      runnerNamespace: dnsLabel,
      runnerServiceAccount: dnsLabel,
    };
    fc.assert(
      fc.property(identity, one => {
        const names = deriveNames(one);
        expect(Object.keys(names).sort()).toEqual(Object.keys(rules).sort());
        const refused = Object.entries(rules).filter(
          ([key, rule]) =>
            !rule.safeParse(Object.entries(names).find(([k]) => k === key)?.[1])
              .success,
        );
        expect(refused.map(([key]) => key)).toEqual([]);
      }),
      runs,
    );
  });

  it('is a label of Kubernetes, a tag of AWS and an entity of the catalog', () => {
    fc.assert(
      fc.property(identity, one => {
        expect(bindingMark(one)).toMatch(
          /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
        );
        expect(clusterEntityName(one)).toMatch(
          /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
        );
      }),
      runs,
    );
  });

  it('is read back from the mark of Humanitec, whatever stands before it', () => {
    fc.assert(
      fc.property(
        identity,
        fc.string(),
        ({ organization: _, ...one }, before) => {
          expect(parseHumanitecMark(`${before}${humanitecMark(one)}`)).toEqual(
            one,
          );
        },
      ),
      runs,
    );
  });

  it('is not given again', () => {
    fc.assert(
      fc.property(identity, one => {
        expect(namesToGive(one, deriveNames(one))).toEqual({});
      }),
      runs,
    );
  });
});

it('a text of others that looks like our mark is none, and is told at once', () => {
  const start = Date.now();
  for (const text of [
    '[humanitec-eks '.repeat(10_000),
    `[humanitec-eks 111122223333/${'a-'.repeat(50_000)}`,
    `[humanitec-eks 111122223333/eu/${'a'.repeat(100_000)}!]`,
    '[humanitec-eks 111122223333/eu-central-1/a] and more',
  ]) {
    expect(parseHumanitecMark(text)).toBeUndefined();
  }
  expect(Date.now() - start).toBeLessThan(1_000);
});
