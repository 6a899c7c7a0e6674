import { mockServices } from '@backstage/backend-test-utils';
import { organizationConfig, readConfig } from './readConfig';

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

  it('refuses to start with a link that is none', () => {
    expect(() => config({ links: { awsCluster: 'ftp://x' } })).toThrow(
      /^humanitecEks.links.awsCluster must be a URL/,
    );
  });
});
