import type {
  BindingSpec,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  organizationMode,
  OrganizationMode,
} from '../../directMode/organizationMode';
import type { KubernetesClient } from '../../kubernetes/kubernetesClient';
import { readingsOf } from '../../report/readings';
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
  const mode = orFailure('Organization', systems, () =>
    organizationMode(systems.humanitec),
  );
  const [parts, credentials, inside, contexts] = await Promise.all([
    observeParts(spec, readingsOf(spec, systems)),
    attempt('Cloud account', systems, () => checkCredentials(context)),
    inCluster(context, mode),
    attempt('Deployments', systems, () => checkContexts(context)),
  ]);
  const known = await mode;
  return {
    parts,
    proofs: [
      ...credentials,
      ...inside.proofs,
      ...contexts,
      ...('failure' in known ? [known.failure] : []),
    ],
    operator: inside.operator,
  };
}

async function inCluster(
  context: VerifyContext,
  mode: Promise<Outcome<OrganizationMode>>,
): Promise<Pick<Verification, 'proofs' | 'operator'>> {
  const { systems } = context;
  const found = await orFailure('Kubernetes', systems, systems.kubernetes);
  if ('failure' in found) return { proofs: [found.failure] };
  const kubernetes: KubernetesClient | undefined = found.result;
  if (!kubernetes) {
    const text = 'there is no ACTIVE cluster to look into';
    return { proofs: [failed('Kubernetes', text)] };
  }
  const [access, operator] = await Promise.all([
    attempt('Access', systems, () => checkAccess(context, kubernetes)),
    mode.then(known =>
      'failure' in known
        ? undefined
        : orFailure('Humanitec Operator', systems, () =>
            checkOperator(known.result, kubernetes),
          ),
    ),
  ]);
  if (!operator) return { proofs: access };
  return 'failure' in operator
    ? { proofs: [...access, operator.failure] }
    : {
        proofs: [...access, operator.result.proof],
        operator: operator.result.operator,
      };
}

type Outcome<T> = { result: T } | { failure: Proof };

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
): Promise<Outcome<T>> {
  try {
    return { result: await work() };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: failed(title, describeFailure(error)) };
  }
}
