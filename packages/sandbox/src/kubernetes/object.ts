import { randomInt } from 'node:crypto';
import { JsonObject } from './json';

/** An object as the API server stores and returns it. */
export interface KubeObject extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
}

export interface Metadata extends JsonObject {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  /** RFC 3339, whole seconds. */
  creationTimestamp: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
}

export interface OwnerReference extends JsonObject {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry extends JsonObject {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: JsonObject;
  subresource?: string;
}

/** A moment (milliseconds) as Kubernetes writes it. */
export function timestamp(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** The reference by which a controller marks what it made. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    reference => reference.controller && reference.uid === owner.metadata.uid,
  );
}

/** The letters and digits of generated names: none that could spell a word. */
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A random ending for a generated name, five characters as the API server's. */
export function nameSuffix(length = 5): string {
  return Array.from(
    { length },
    () => nameAlphabet[randomInt(nameAlphabet.length)],
  ).join('');
}

/** A fixed ending for a name, derived from bytes. */
export function nameSuffixOf(bytes: Uint8Array, length: number): string {
  return Array.from(
    bytes.subarray(0, length),
    byte => nameAlphabet[byte % nameAlphabet.length],
  ).join('');
}
