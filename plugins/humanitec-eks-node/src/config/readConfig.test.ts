import { mockServices } from '@backstage/backend-test-utils';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { bindingLinks, organizationConfig, readConfig } from './readConfig';

const config = (humanitecEks?: object) =>
  readConfig(mockServices.rootConfig({ data: { humanitecEks } as {} }));

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect(config()).toMatchObject({
      organizations: [],
      defaultOwner: 'unknown',
    });
  });

  it('gives an organization its token and the public API', () => {
    const read = config({ organizations: [{ id: 'a', token: 't' }] });
    expect(organizationConfig(read, 'a')).toEqual({
      id: 'a',
      token: 't',
      apiBaseUrl: 'https://api.humanitec.io',
    });
  });

  it('names the organizations that it has when another one is asked for', () => {
    const read = config({ organizations: [{ id: 'a', token: 't' }] });
    expect(() => organizationConfig(read, 'b')).toThrow(
      /no token for the Humanitec organization b.*configured: a/,
    );
  });

  it('fills in its link templates', () => {
    const read = config({
      links: { awsCluster: 'https://x/{region}/{clusterName}/{other}' },
    });
    expect(bindingLinks(read, exampleSpec()).awsCluster).toBe(
      'https://x/eu-central-1/eks-automode-prod/{other}',
    );
  });
});
