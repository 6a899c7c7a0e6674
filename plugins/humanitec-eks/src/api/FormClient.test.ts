import { FetchApi } from '@backstage/frontend-plugin-api';
import { FormClient } from './FormClient';

const place = { awsAccountId: '111122223333', region: 'eu-central-1' };
const input = { ...place, organization: 'acme', clusterName: 'eks-new' };

describe('FormClient', () => {
  it('asks for what may be chosen, given what it depends on', async () => {
    const { client, requests } = backendThat(() =>
      Response.json({ items: [{ value: 'billing' }] }),
    );
    expect(await client.getChoices('clusters', place)).toEqual({
      items: [{ value: 'billing' }],
    });
    await client.getChoices('organizations', {});
    expect(requests).toEqual([
      'GET plugin://humanitec-eks/v1/choices/clusters?awsAccountId=111122223333&region=eu-central-1',
      'GET plugin://humanitec-eks/v1/choices/organizations',
    ]);
  });

  it('keeps an answer from reaching another path or query', async () => {
    const { client, requests } = backendThat(() => Response.json({}));
    await client.getChoices('agents', { organization: 'a&b=c/../d' });
    expect(requests).toEqual([
      'GET plugin://humanitec-eks/v1/choices/agents?organization=a%26b%3Dc%2F..%2Fd',
    ]);
  });

  it('posts what a preview is for', async () => {
    const { client, requests } = backendThat(() =>
      Response.json({ findings: [] }),
    );
    await client.previewOnboarding({ input, newCluster: true });
    await client.previewRemoval({ ...input, force: true });
    expect(requests).toEqual([
      `POST plugin://humanitec-eks/v1/previews/onboarding ${JSON.stringify({
        input,
        newCluster: true,
      })}`,
      `POST plugin://humanitec-eks/v1/previews/removal ${JSON.stringify({
        ...input,
        force: true,
      })}`,
    ]);
  });

  it('passes on what the backend said when it refuses', async () => {
    const body = {
      error: { name: 'ServiceUnavailableError', message: 'Too busy' },
      response: { statusCode: 503 },
    };
    const { client } = backendThat(() => Response.json(body, { status: 503 }));
    await expect(client.getChoices('organizations', {})).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 503,
      cause: { message: 'Too busy' },
    });
  });

  describe('asked the same again', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('shares one request for some seconds', async () => {
      const { client, requests } = backendThat(() => Response.json({}));
      await Promise.all([
        client.previewOnboarding({ input }),
        client.previewOnboarding({ input }),
      ]);
      jest.advanceTimersByTime(14_000);
      await client.previewOnboarding({ input });
      expect(requests).toHaveLength(1);
      jest.advanceTimersByTime(2_000);
      await client.previewOnboarding({ input });
      expect(requests).toHaveLength(2);
    });

    it('asks anew when only a fresh answer will do, and keeps that one', async () => {
      let count = 0;
      const { client } = backendThat(() =>
        Response.json({ items: [{ value: `${(count += 1)}` }] }),
      );
      await client.getChoices('organizations', {});
      const fresh = { items: [{ value: '2' }] };
      expect(
        await client.getChoices('organizations', {}, { fresh: true }),
      ).toEqual(fresh);
      expect(await client.getChoices('organizations', {})).toEqual(fresh);
    });

    it('asks anew after a failure', async () => {
      let up = false;
      const { client } = backendThat(() =>
        up ? Response.json({ items: [] }) : new Response('', { status: 502 }),
      );
      await expect(client.getChoices('organizations', {})).rejects.toThrow();
      up = true;
      expect(await client.getChoices('organizations', {})).toEqual({
        items: [],
      });
    });
  });
});

function backendThat(answer: () => Response) {
  const requests: string[] = [];
  const fetchApi: FetchApi = {
    async fetch(url, init) {
      const line = [init?.method ?? 'GET', String(url), init?.body];
      requests.push(line.filter(Boolean).join(' '));
      return answer();
    },
  };
  return { client: new FormClient(fetchApi), requests };
}
