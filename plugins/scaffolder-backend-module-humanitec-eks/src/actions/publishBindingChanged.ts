import type { EventsService } from '@backstage/plugin-events-node';
import {
  BINDING_CHANGED_TOPIC,
  BindingChangedEvent,
  BindingIdentity,
} from 'backstage-plugin-humanitec-eks-common';

/** Tells the catalog, on whichever replica it runs, to look at the bindings now. */
export async function publishBindingChanged(
  events: EventsService,
  { organization, awsAccountId, region, clusterName }: BindingIdentity,
): Promise<void> {
  const eventPayload: BindingChangedEvent = {
    organization,
    awsAccountId,
    region,
    clusterName,
  };
  await events.publish({ topic: BINDING_CHANGED_TOPIC, eventPayload });
}
