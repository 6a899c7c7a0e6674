import { ConfigReader } from '@backstage/config';
import { bindingMark } from 'backstage-plugin-humanitec-eks-common';
import {
  HumanitecEksService,
  humanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import { seededIdentities, seededNetwork } from 'sandbox';
import { bindCluster } from './bindCluster';
import { fleetPlan, PlannedCluster } from './fleetPlan';
import { sandboxControls } from './sandboxControls';
import { makeTrouble } from './troubles';

const HUMANITEC_TOKEN = 'sandbox-humanitec-token';
/** How many clusters get into trouble at the same time. */
const AT_ONCE = 8;

/**
 * Fills a sandbox with bound clusters: one is onboarded as ever, the others are
 * copies of all that this has made, under names of their own. AWS_ENDPOINT_URL
 * and the sandbox's credentials must be in the environment.
 *
 * @param url - of the sandbox, `http://127.0.0.1:7600`
 * @param count - how many, the first included
 */
export async function seedFleet(
  url: string,
  count: number,
): Promise<PlannedCluster[]> {
  const clusters = fleetPlan(count);
  const [first, ...others] = clusters;
  const service = serviceOf(url);
  const controls = sandboxControls(url);
  const timings = await controls.setTimings('instant');
  await addApplication(url, first);
  await bindCluster(inputOf(first), service);
  await controls.copy(
    first,
    others.map(one => ({
      replace: replacements(first, one),
      version: one.version,
      reachable: one.trouble !== 'unreachable',
    })),
  );
  await troubleAll(others, service);
  await controls.setTimings(timings);
  return clusters;
}

function serviceOf(url: string): HumanitecEksService {
  const { accountIds, roleName } = seededIdentities.platform;
  return humanitecEksService(
    new ConfigReader({
      aws: {
        accounts: accountIds.map(accountId => ({ accountId, roleName })),
      },
      humanitecEks: {
        organizations: [
          {
            id: 'platform-org',
            token: HUMANITEC_TOKEN,
            apiBaseUrl: `${url}/humanitec`,
          },
        ],
      },
    }),
  );
}

function inputOf({
  version,
  envType,
  appId,
  trouble: _,
  ...identity
}: PlannedCluster) {
  const [one, other] = seededNetwork.subnetIds;
  const cluster = { version, subnetIds: [one, other] };
  return { ...identity, envType, appId, cluster };
}

/** What of the first must read differently in the other: all else follows from the name. */
function replacements(first: PlannedCluster, other: PlannedCluster) {
  return {
    [first.clusterName]: other.clusterName,
    [bindingMark(first)]: bindingMark(other),
    [first.awsAccountId]: other.awsAccountId,
    [first.region]: other.region,
    [first.appId]: other.appId,
    [first.envType]: other.envType,
  };
}

/** With one environment, which the next deployment brings to the cluster. */
async function addApplication(
  url: string,
  { organization, appId, envType }: PlannedCluster,
) {
  const response = await fetch(`${url}/humanitec/orgs/${organization}/apps`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${HUMANITEC_TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      id: appId,
      name: `Application ${appId}`,
      env: { id: 'main', name: 'Main', type: envType },
    }),
  });
  if (!response.ok) {
    throw new Error(
      `no application: ${response.status} ${await response.text()}`,
    );
  }
}

async function troubleAll(
  clusters: PlannedCluster[],
  service: HumanitecEksService,
) {
  const queue = clusters.filter(({ trouble }) => trouble);
  const work = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      await makeTrouble(one, service);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
