import { mockServices } from '@backstage/backend-test-utils';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { consoleLinks, readLinkTemplates } from './consoleLinks';

const linksOf = (
  configured: Record<string, string>,
  more: Parameters<typeof exampleSpec>[0] = {},
) => {
  const config = mockServices.rootConfig({ data: { links: configured } });
  const templates = readLinkTemplates(config.getConfig('links'));
  return consoleLinks(templates, exampleSpec(more));
};

const CLUSTER =
  'https://eu-central-1.console.aws.amazon.com/eks/clusters/eks-automode-prod?region=eu-central-1';
const DEFINITIONS =
  'https://app.humanitec.io/orgs/platform-org/resources/definitions';

describe('the links into the consoles', () => {
  it('lead to what has a known address', () => {
    const templates = readLinkTemplates(undefined);
    expect(consoleLinks(templates, exampleSpec())).toEqual({
      cluster: CLUSTER,
      accessRole:
        'https://console.aws.amazon.com/iam/home#/roles/details/humanitec-role-to-access-eks-automode-prod-cluster',
      clusterDefinition: `${DEFINITIONS}/eks-automode-prod`,
      agentDefinition: `${DEFINITIONS}/eks-automode-prod-agent`,
      deployAccess: `${CLUSTER}&selectedTab=cluster-access-tab`,
      runnerAccess: `${DEFINITIONS}/eks-automode-prod-runner`,
    });
  });

  it.each([
    ['cn-north-1', 'console.amazonaws.cn'],
    ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
  ])('lead to the console of the partition of %s', (region, host) => {
    const { cluster, accessRole, deployAccess } = linksOf({}, { region });
    expect(cluster).toContain(`https://${region}.${host}/eks/`);
    expect(deployAccess).toContain(`https://${region}.${host}/eks/`);
    expect(accessRole).toContain(`https://${host}/iam/home#/`);
  });

  it('lead where the templates say', () => {
    expect(
      linksOf({
        awsCluster: 'https://aws/{awsAccountId}/{region}/{clusterName}',
        awsClusterAccess: 'https://access/{clusterName}/{clusterName}',
        awsRole: 'https://sso/{awsAccountId}?to={awsConsole}/{accessRole}',
        humanitecDefinition: 'http://orchestrator/{organization}/{definition}',
        humanitecAccount: 'https://orchestrator/accounts/{cloudAccount}',
        humanitecAgent: 'https://orchestrator/agents/{agent}',
      }),
    ).toEqual({
      cluster: 'https://aws/111122223333/eu-central-1/eks-automode-prod',
      accessRole:
        'https://sso/111122223333?to=console.aws.amazon.com/humanitec-role-to-access-eks-automode-prod-cluster',
      cloudAccount: 'https://orchestrator/accounts/eks-automode-prod',
      clusterDefinition: 'http://orchestrator/platform-org/eks-automode-prod',
      agent: 'https://orchestrator/agents/eks-automode-prod',
      agentDefinition:
        'http://orchestrator/platform-org/eks-automode-prod-agent',
      deployAccess: 'https://access/eks-automode-prod/eks-automode-prod',
      runnerAccess: 'http://orchestrator/platform-org/eks-automode-prod-runner',
    });
  });

  it('lead to the definition of the runner that is asked for', () => {
    const runner = { drivers: ['container-runner' as const] };
    expect(linksOf({}, { runner }).runnerAccess).toBe(
      `${DEFINITIONS}/eks-automode-prod-container-runner`,
    );
  });

  it('hold values that are encoded', () => {
    const names = { accessRole: 'a+b=c,d@e' };
    expect(linksOf({}, { names }).accessRole).toBe(
      'https://console.aws.amazon.com/iam/home#/roles/details/a%2Bb%3Dc%2Cd%40e',
    );
  });

  it.each([
    ['awsCluster', 'data:text/html,x', /^humanitecEks.links.awsCluster /],
    ['awsRole', '//console/{accessRole}', /awsRole must be a URL .* https:/],
    ['humanitecAgent', '{region}://x', /humanitecAgent must be a URL/],
    ['humanitecAccount', 'https://', /humanitecAccount must be a URL/],
    ['awsCluster', 'https://x/{other}', /holds \{other\}, but may hold \{org/],
    ['awsCluster', 'https://x/{accessRole}', /awsCluster holds \{accessRole\}/],
    ['awsCluster', 'https://x/{region', /awsCluster holds \{region,/],
    ['humanitecDefinition', 'https://x/{toString}', /holds \{toString\}/],
  ])('are refused at the start: %s: %s', (key, template, problem) => {
    expect(() => linksOf({ [key]: template })).toThrow(problem);
  });
});
