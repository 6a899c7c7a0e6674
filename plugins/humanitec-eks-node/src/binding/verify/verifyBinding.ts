import type {
  BindingSpec,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  organizationMode,
  OrganizationMode,
} from '../../directMode/organizationMode';
import type { KubernetesClient } from '../../kubernetes/kubernetesClient';
import type { Systems } from '../../systems';
import { describeFailure } from '../failure';
import { observeParts } from '../observeParts';
import { checkAccess } from './access';
import { checkContexts } from './contexts';
import { checkCredentials } from './credentials';
import { checkOperator } from './operator';
import { failed, Proof } from './proof';

/** What a verification has found. */
export interface Verification {
  parts: PartStatus[];
  /** One for each thing that was looked at, in the order in which people read them. */
  proofs: Proof[];
  /** What Direct mode needs beside the binding; undefined when that was not seen. */
  operator?: 'notNeeded' | 'ready' | 'missing';
}

/** What is looked at from outside the cluster, or in it. */
export interface VerifyContext {
  spec: BindingSpec;
  systems: Systems;
}

/**
 * Proves that Humanitec can deploy to the cluster, or finds everything that
 * keeps it from it. Reads only; a check that fails keeps no other from being made.
 */
export async function verifyBinding(
  spec: BindingSpec,
  systems: Systems,
): Promise<Verification> {
  const context = { spec, systems };
  const parts = await observeParts(spec, systems);
  const mode = await orFailure('Organization', systems, () =>
    organizationMode(systems.humanitec),
  );
  const [credentials, inside, contexts] = await Promise.all([
    attempt('Cloud account', systems, () => checkCredentials(context)),
    inCluster(context, mode),
    attempt('Deployments', systems, () => checkContexts(context)),
  ]);
  return {
    parts,
    proofs: [
      ...credentials,
      ...inside.proofs,
      ...contexts,
      ...('failure' in mode ? [mode.failure] : []),
    ],
    operator: inside.operator,
  };
}

async function inCluster(
  context: VerifyContext,
  mode: { result: OrganizationMode } | { failure: Proof },
): Promise<Pick<Verification, 'proofs' | 'operator'>> {
  const { systems } = context;
  const found = await orFailure('Kubernetes', systems, systems.kubernetes);
  if ('failure' in found) return { proofs: [found.failure] };
  const kubernetes: KubernetesClient | undefined = found.result;
  if (!kubernetes) {
    const text = 'there is no ACTIVE cluster to look into';
    return { proofs: [failed('Kubernetes', text)] };
  }
  const access = await attempt('Access', systems, () =>
    checkAccess(context, kubernetes),
  );
  if ('failure' in mode) return { proofs: access };
  const operator = await orFailure('Humanitec Operator', systems, () =>
    checkOperator(mode.result, kubernetes),
  );
  return 'failure' in operator
    ? { proofs: [...access, operator.failure] }
    : {
        proofs: [...access, operator.result.proof],
        operator: operator.result.operator,
      };
}

async function attempt(
  title: string,
  systems: Systems,
  check: () => Promise<Proof[]>,
): Promise<Proof[]> {
  const outcome = await orFailure(title, systems, check);
  return 'failure' in outcome ? [outcome.failure] : outcome.result;
}

async function orFailure<T>(
  title: string,
  { signal }: Pick<Systems, 'signal'>,
  work: () => Promise<T>,
): Promise<{ result: T } | { failure: Proof }> {
  try {
    return { result: await work() };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: failed(title, describeFailure(error)) };
  }
}
