import type { Finding } from './finding';
import type { PartId } from './parts';
import type { BindingInput } from './spec';

// What the fields of the templates' forms ask of the backend plugin.

/** What can be looked up, and the answers it depends on. */
export const choiceKinds = {
  organizations: [],
  awsAccounts: [],
  regions: ['awsAccountId'],
  clusters: ['awsAccountId', 'region'],
  subnets: ['awsAccountId', 'region'],
  environmentTypes: ['organization'],
  applications: ['organization'],
  agents: ['organization'],
} as const satisfies Record<string, readonly (keyof BindingInput)[]>;

export type ChoiceKind = keyof typeof choiceKinds;

/** The answers that a look-up depends on. */
export type ChoiceQuery = Partial<
  Record<'organization' | 'awsAccountId' | 'region', string>
>;

/** One value that may be chosen. */
export interface Choice {
  value: string;
  /** What people call it, where that is not its value. */
  title?: string;
  /** Worth knowing: the zone and range of a subnet, the cluster that an agent serves. */
  note?: string;
  /** What it must differ or agree in with others: the zone and network of a subnet. */
  facts?: Record<string, string>;
}

/** Answer of `GET /v1/choices/:kind?…`. */
export interface Choices {
  items: Choice[];
}

/** What a preview of an onboarding looks at; all of it when none is named. */
export const previewSubjects = ['names', 'rules', 'cluster'] as const;

export type PreviewSubject = (typeof previewSubjects)[number];

/** Body of `POST /v1/previews/onboarding`. */
export interface OnboardingPreviewRequest {
  /** What is known of it so far. */
  input: BindingInput;
  /** Whether a cluster is to be created. */
  newCluster?: boolean;
  subjects?: PreviewSubject[];
}

/** One environment whose next deployment goes elsewhere. */
export interface Move {
  appId: string;
  envId: string;
  envType: string;
  /** Definitions of type k8s-cluster; undefined when none matches. */
  from?: string;
  to?: string;
}

/** Answer of `POST /v1/previews/onboarding`. */
export interface OnboardingPreview {
  /** Errors first. */
  findings: Finding[];
  /** Where the rules were looked at. */
  moves?: {
    /** To the new cluster. */
    come: Move[];
    /** From it, since the new rules no longer cover them. */
    leave: Move[];
    /** Covered by the rules, and held elsewhere by a more specific one. */
    held: Move[];
    /** How many are there already. */
    stay: number;
  };
  /** Parts of which something is there already. */
  present?: PartId[];
}

/** Body of `POST /v1/previews/removal`: the inputs of `humanitec-eks:binding:remove`. */
export interface RemovalPreviewRequest {
  organization: string;
  awsAccountId: string;
  region: string;
  clusterName: string;
  /** True when left out. */
  keepCluster?: boolean;
  liftDeletionProtection?: boolean;
  force?: boolean;
  restoreAccess?: boolean;
}

/** Answer of `POST /v1/previews/removal`. */
export interface RemovalPreview {
  /** What would be taken away, in its order; with `force`, where a run without it would be refused. */
  parts: { part: PartId; things: string[] }[];
  /** What would stay, and why. */
  left: { what: string; why: string }[];
  /** Environments that are deployed there. */
  dependents: { appId: string; envId: string; types: string[] }[];
  /** Why a run would refuse, and what helps. */
  refused?: string;
}
