import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import { eksResourceTypes } from './eksResourceTypes';
import { iamResourceTypes } from './iamResourceTypes';

export interface Clients {
  iam: IAMClient;
  eks: EKSClient;
}

/** A resource that was made, and what its template may ask of it. */
export interface MadeResource {
  ref: string;
  attributes: Record<string, string>;
  remove(): Promise<void>;
}

/** Makes a resource of one type; refuses properties that its published schema does not have. */
export type ResourceType = (
  properties: unknown,
  clients: Clients,
) => Promise<MadeResource>;

/** Types of resources, by their published schemas (CloudFormation resource schema registry). */
export const resourceTypes: Record<string, ResourceType | undefined> = {
  ...iamResourceTypes,
  ...eksResourceTypes,
};
