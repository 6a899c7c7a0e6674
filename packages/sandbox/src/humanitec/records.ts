// What Humanitec's side of the world is made of. Times are in milliseconds since the epoch.
import { PublicKeyRecord } from './publicKey';

export const roles = [
  'administrator',
  'manager',
  'member',
  'artefactContributor',
  'orgViewer',
] as const;
export type Role = (typeof roles)[number];

export interface User {
  id: string;
  name: string;
  email?: string;
  type: 'user' | 'service';
  createdAt: number;
  /** By token id. */
  tokens: Map<string, Token>;
}

export interface Token {
  id: string;
  /** What stands after `Bearer`. */
  value: string;
  description: string;
  createdBy: string;
  createdAt: number;
  expiresAt?: number;
}

export interface Account {
  id: string;
  name: string;
  type: string;
  credentials: Record<string, unknown>;
  createdBy: string;
  createdAt: number;
}

/** What goes into a driver. The leaves of `secrets` never hold a secret itself. */
export interface DriverInputs {
  values?: Record<string, unknown>;
  secrets?: SecretTree;
}

export interface SecretTree {
  [key: string]: SecretLeaf | SecretTree;
}

export type SecretLeaf =
  /** Text with a placeholder, which may be shown. */
  | { kind: 'placeholder'; value: string }
  /** A secret kept in the organization's primary store. */
  | {
      kind: 'stored';
      store: string;
      ref: string;
      version: number;
      digest: string;
    }
  /** A secret that stands in the customer's store. */
  | { kind: 'reference'; store: string; ref: string; version?: string };

export interface Provision {
  [typeAndId: string]: {
    is_dependent?: boolean;
    match_dependents?: boolean;
    params?: Record<string, unknown>;
  };
}

export interface DefinitionVersion {
  id: string;
  name: string;
  driverType: string;
  driverAccount?: string;
  driverInputs?: DriverInputs;
  provision?: Provision;
  inPlaceDriverChange: boolean;
  action: 'created' | 'updated' | 'deleted';
  archived: boolean;
  proposed: boolean;
  createdBy: string;
  createdAt: number;
}

export interface Criterion {
  id: string;
  class: string;
  env_type?: string;
  app_id?: string;
  env_id?: string;
  res_id?: string;
}

export interface Definition {
  id: string;
  type: string;
  /** Oldest first. */
  versions: DefinitionVersion[];
  active: DefinitionVersion;
  criteria: Criterion[];
  createdBy: string;
  createdAt: number;
  updatedBy?: string;
  updatedAt?: number;
  /** Provided by Humanitec itself. */
  isDefault: boolean;
  deleted: boolean;
}

/** JSON Schemas of the two sections that a driver or a resource takes or gives. */
export interface SectionSchemas {
  values?: Record<string, unknown>;
  secrets?: Record<string, unknown>;
}

export interface ResourceType {
  type: string;
  name: string;
  category: string;
  use: 'direct' | 'indirect' | 'implicit';
  inputsSchema: SectionSchemas;
  outputsSchema: SectionSchemas;
}

export interface ResourceClass {
  id: string;
  resourceType: string;
  description: string;
  createdBy: string;
  createdAt: number;
}

export interface Driver {
  orgId: string;
  id: string;
  /** The resource type it makes; `*` for any. */
  type: string;
  accountTypes: string[];
  inputsSchema: SectionSchemas;
  /** `driver://org/id` of a virtual driver. */
  target?: string;
}

export interface AccountType {
  type: string;
  name: string;
  inputsSchema: Record<string, unknown>;
  outputsSchema: Record<string, unknown>;
}

export interface Agent {
  id: string;
  description: string;
  createdBy: string;
  createdAt: number;
  /** By fingerprint. */
  keys: Map<string, PublicKeyRecord>;
}

export interface OperatorKey extends PublicKeyRecord {
  id: string;
}

export interface SecretStore {
  id: string;
  primary: boolean;
  kind: 'awssm' | 'azurekv' | 'gcpsm' | 'vault' | 'humanitec';
  /** Without its `auth`. */
  specification: Record<string, unknown>;
  createdBy: string;
  createdAt: number;
  updatedBy: string;
  updatedAt: number;
}

export interface Application {
  id: string;
  name: string;
  createdBy: string;
  createdAt: number;
  environments: Map<string, Environment>;
  /** When its deletion was asked for. */
  deletingSince?: number;
}

export interface Environment {
  id: string;
  name: string;
  type: string;
  createdBy: string;
  createdAt: number;
  /** Oldest first. */
  deployments: Deployment[];
  deletingSince?: number;
}

export interface Deployment {
  id: string;
  fromId: string;
  comment: string;
  setId: string;
  deltaId?: string;
  mode: 'full' | 'incremental';
  legacyMode: boolean;
  graphId?: string;
  createdBy: string;
  createdAt: number;
  /** Set once it is over. */
  end?: { at: number; errors: DeploymentError[] };
}

export interface DeploymentError {
  scope: string;
  object_id: string;
  code: string;
  summary: string;
  message: string;
  error_type: string;
}

/** One resource that a graph asks for, with the definition that provides it. */
export interface GraphNode {
  type: string;
  class: string;
  resId: string;
  guResId: string;
  definitionId: string;
  versionId: string;
  criterionId: string;
  /** `guResId` of the nodes that must be there before. */
  dependsOn: string[];
}

export interface Graph {
  id: string;
  hash: string;
  nodes: GraphNode[];
  createdAt: number;
  usedAt: number;
}

export interface ActiveResource {
  appId: string;
  envId: string;
  envType: string;
  type: string;
  class: string;
  resId: string;
  guResId: string;
  definitionId: string;
  versionId: string;
  criterionId: string;
  driverType: string;
  driverAccount?: string;
  deploymentId: string;
  status: 'pending' | 'active' | 'deleting';
  values: Record<string, unknown>;
  updatedAt: number;
  deletingSince?: number;
}

export interface AuditEntry {
  at: number;
  userId: string;
  method: string;
  path: string;
  status: number;
}
