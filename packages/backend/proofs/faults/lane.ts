import { AsyncLocalStorage } from 'node:async_hooks';
import { ConfigReader } from '@backstage/config';
import {
  HumanitecEksService,
  humanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import { instantTimings, Sandbox, startSandbox } from 'sandbox';

/** Where the engine finds the systems of one sandbox. */
export interface Place {
  awsUrl: string;
  humanitecUrl: string;
}

/** One sandbox in which one run goes on at a time; many stand side by side in a process. */
export interface Lane {
  sandbox: Sandbox;
  place: Place;
}

export async function openLane(): Promise<Lane> {
  const sandbox = await startSandbox({ timings: instantTimings });
  const { awsUrl, humanitecUrl } = sandbox;
  return { sandbox, place: { awsUrl, humanitecUrl } };
}

const place = new AsyncLocalStorage<Place>();

const credentials: Record<string, string> = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOXBACKSTAGE',
  AWS_SECRET_ACCESS_KEY: 'sandbox-only-not-a-secret-0000000000000000',
};

/**
 * Runs what uses AWS in a lane. The AWS SDK has one address a process, from
 * its environment; this process has many.
 */
export function inPlace<T>(where: Place, work: () => Promise<T>): Promise<T> {
  return place.run(where, work);
}

process.env = new Proxy(process.env, {
  get: (environment, name: string) =>
    name === 'AWS_ENDPOINT_URL'
      ? place.getStore()?.awsUrl
      : credentials[name] ?? environment[name],
});

/** A Backstage that has just started: it holds no session. */
export function freshService({ humanitecUrl }: Place): HumanitecEksService {
  return humanitecEksService(
    new ConfigReader({
      aws: {
        accounts: [
          { accountId: '111122223333', roleName: 'backstage-humanitec-eks' },
        ],
      },
      humanitecEks: {
        organizations: [
          {
            id: 'platform-org',
            token: 'sandbox-humanitec-token',
            apiBaseUrl: humanitecUrl,
          },
        ],
      },
    }),
  );
}
