import { describeCriterion } from 'backstage-plugin-humanitec-eks-common';
import {
  environmentsOn,
  LandingEnvironment,
} from '../../humanitec/environmentsOn';
import { HumanitecError } from '../../humanitec/humanitecError';
import type { Connectivity } from '../../humanitec/schemas';
import { waitFor, WaitTimeout } from '../../waitFor';
import { failed, passed, Proof, told } from './proof';
import type { VerifyContext } from './verifyBinding';

const TITLE = 'Deployments';
/** How many environments are tried out; the criteria lead all others the same way. */
const TRIED = 5;
/** How long Humanitec may answer that it cannot tell. */
const UNKNOWN_SECONDS = 60;

/** Lets Humanitec try, for environments that match the cluster, how far a deployment would come. */
export async function checkContexts(context: VerifyContext): Promise<Proof[]> {
  const { spec, systems } = context;
  const [definitions, applications] = await Promise.all([
    systems.humanitec.listDefinitions(),
    systems.humanitec.listApplications(),
  ]);
  const definitionId = spec.names.clusterDefinition;
  const live = definitions.find(({ id }) => id === definitionId);
  if (!live) return [failed(TITLE, `definition ${definitionId} is not there`)];
  const landing =
    environmentsOn({ definitions, applications }).get(definitionId) ?? [];
  if (landing.length === 0) {
    return [
      told(
        TITLE,
        `no environment matches ${
          (spec.criteria ?? []).map(describeCriterion).join('; ') ||
          definitionId
        } yet, so none was tried out`,
      ),
    ];
  }
  const tried = landing.slice(0, TRIED);
  return Promise.all(tried.map(one => checkEnvironment(context, one)));
}

async function checkEnvironment(
  { spec, systems }: VerifyContext,
  { appId, envId, envType }: LandingEnvironment,
): Promise<Proof> {
  const name = `${appId}/${envId}`;
  const look = () =>
    systems.humanitec.checkConnectivity({
      app_id: appId,
      env_id: envId,
      env_type: envType,
      expected_definitions: [
        { type: 'k8s-cluster', id: spec.names.clusterDefinition },
        { type: 'agent', id: spec.names.agentDefinition },
      ],
    });
  try {
    return await waitFor<Proof>(
      async () => {
        const proof = judgeConnectivity(name, await look());
        return proof
          ? { done: proof }
          : { waiting: `Humanitec cannot tell yet for ${name}` };
      },
      systems,
      { limitSeconds: UNKNOWN_SECONDS, firstPauseSeconds: 1 },
    );
  } catch (error) {
    if (error instanceof WaitTimeout) {
      return failed(TITLE, `${error.message}; look again in some minutes`);
    }
    if (
      error instanceof HumanitecError &&
      (error.httpStatus === 404 || error.httpStatus === 405)
    ) {
      return told(
        TITLE,
        `${name} was not tried out, since Humanitec does not offer that for this organization (HTTP ${error.httpStatus})`,
      );
    }
    throw error;
  }
}

/** Pure: what the conditions say; undefined when only looking again can tell (OpenAPI, check-connectivity). */
export function judgeConnectivity(
  name: string,
  { success, conditions }: Connectivity,
): Proof | undefined {
  const wrong = conditions.filter(({ status }) => status === 'False');
  if (wrong.length > 0) {
    const reasons = wrong.map(
      ({ type, message }) => `${message ?? 'no reason given'} (${type})`,
    );
    return failed(TITLE, `${name} would fail: ${reasons.join('; ')}`);
  }
  if (conditions.some(({ status }) => status === 'Unknown')) return undefined;
  return success
    ? passed(TITLE, `${name} reaches the cluster through the agent`)
    : failed(TITLE, `${name} would fail; Humanitec gives no reason`);
}
