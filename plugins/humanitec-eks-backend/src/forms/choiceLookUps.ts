import type {
  AuditorService,
  BackstageCredentials,
  CacheService,
} from '@backstage/backend-plugin-api';
import type { Choices } from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { audited, Caller } from '../audited';
import type { UsableTargets } from '../permissions/usableTargets';
import type { ChoiceRequest } from './choiceRequest';
import { choicesReader } from './choices';

/**
 * What somebody may choose from, asked by route and action alike: each time the
 * permission is checked, and an audit event left.
 */
export type ChoiceLookUps = (
  caller: Caller,
  asked: ChoiceRequest,
) => Promise<Choices>;

export function choiceLookUps(deps: {
  auditor: AuditorService;
  cache: CacheService;
  service: HumanitecEksService;
  usableTargets(credentials: BackstageCredentials): Promise<UsableTargets>;
}): ChoiceLookUps {
  const { auditor, usableTargets } = deps;
  const readChoices = choicesReader(deps);
  return (caller, asked) =>
    audited(
      auditor,
      caller,
      { eventId: 'choices', meta: { queryType: asked.kind, ...asked.query } },
      async () =>
        readChoices(
          asked,
          await usableTargets(caller.credentials),
          caller.signal,
        ),
    );
}
