import { mockApis } from '@backstage/frontend-test-utils';
import { report } from '../../dev/reports';
import { BindingClient } from './BindingClient';

const cluster = {
  kind: 'resource',
  namespace: 'default',
  name: 'eks-automode-prod',
};

describe('BindingClient', () => {
  it('asks for the binding of the entity, with the credentials of the user', async () => {
    const found = report();
    const { client, requests } = backendThat(() => Response.json(found));

    expect(await client.getBinding(cluster)).toEqual(found);
    expect(requests).toEqual([
      {
        method: 'GET',
        url: 'http://backstage/api/humanitec-eks/v1/entity/default/resource/eks-automode-prod/binding',
        authorization: 'Bearer user-token',
      },
    ]);
  });

  it('passes on what the backend said when it refuses', async () => {
    const body = {
      error: { name: 'NotAllowedError', message: 'Not for you' },
      response: { statusCode: 403 },
    };
    const { client } = backendThat(() => Response.json(body, { status: 403 }));

    await expect(client.getBinding(cluster)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'Not for you' },
    });
  });

  it('keeps a name from reaching another path', async () => {
    const { client, requests } = backendThat(() => Response.json(report()));

    await client.getBinding({ ...cluster, name: '../../x?y=z' });
    expect(requests[0].url).toBe(
      'http://backstage/api/humanitec-eks/v1/entity/default/resource/..%2F..%2Fx%3Fy%3Dz/binding',
    );
  });
});

interface SeenRequest {
  method: string;
  url: string;
  authorization: string | null;
}

/** A client, and what leaves it behind Backstage's own fetch middleware. */
function backendThat(answer: () => Response) {
  const requests: SeenRequest[] = [];
  const fetchApi = mockApis.fetch({
    baseImplementation: async (input, init) => {
      const { method, url, headers } = new Request(input, init);
      const authorization = headers.get('authorization');
      requests.push({ method, url, authorization });
      return answer();
    },
    resolvePluginProtocol: {
      discoveryApi: mockApis.discovery({ baseUrl: 'http://backstage' }),
    },
    injectIdentityAuth: { token: 'user-token' },
  });
  return { client: new BindingClient(fetchApi), requests };
}
