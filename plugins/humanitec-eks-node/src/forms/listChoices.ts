import type {
  Choice,
  ChoiceQuery,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from '../service';
import { agentChoices } from './agents';
import { applicationChoices } from './applications';
import { clusterChoices } from './clusters';
import { environmentTypeChoices } from './environmentTypes';
import { subnetChoices } from './subnets';

/** What has to be asked of AWS or Humanitec. */
export type LookUpKind = keyof typeof lookUps;

/** Does the answer come from another system? The other kinds are in the configuration. */
export function isLookUp(kind: string): kind is LookUpKind {
  return Object.hasOwn(lookUps, kind);
}

/**
 * What may be chosen, read live, in the order in which a person looks for it.
 *
 * @param query - has passed the rules for the kind
 * @throws SystemError; the signal's reason when it is aborted
 */
export function listChoices(
  kind: LookUpKind,
  query: Required<ChoiceQuery>,
  service: HumanitecEksService,
  signal: AbortSignal,
): Promise<Choice[]> {
  return lookUps[kind](query, service, signal);
}

type LookUp = (
  query: Required<ChoiceQuery>,
  service: HumanitecEksService,
  signal: AbortSignal,
) => Promise<Choice[]>;

const inAws =
  (list: typeof clusterChoices): LookUp =>
  async ({ awsAccountId, region }, service, signal) =>
    list(await service.aws(awsAccountId, region, signal));

const inHumanitec =
  (list: typeof agentChoices): LookUp =>
  async ({ organization }, service, signal) =>
    list(service.humanitec(organization, signal));

const lookUps = {
  clusters: inAws(clusterChoices),
  subnets: inAws(subnetChoices),
  environmentTypes: inHumanitec(environmentTypeChoices),
  applications: inHumanitec(applicationChoices),
  agents: inHumanitec(agentChoices),
};
