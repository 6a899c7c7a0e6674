/** Topic of the events service: a binding was made, changed or removed. */
export const BINDING_CHANGED_TOPIC = 'humanitec-eks.binding';

/** What such an event carries. */
export interface BindingChangedEvent {
  organization: string;
  awsAccountId: string;
  region: string;
  clusterName: string;
}
