import {
  BindingInput,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import {
  applyPart,
  awaitAccess,
  awaitCluster,
  HumanitecEksService,
  parts,
} from 'backstage-plugin-humanitec-eks-node';

const PATIENCE_SECONDS = 120;

/** The steps of the onboarding template, without a task around them. */
export async function bindCluster(
  input: BindingInput,
  service: HumanitecEksService,
): Promise<void> {
  const spec = bindingSpec(input);
  const { signal } = new AbortController();
  const systems = await service.connect(spec, { signal });
  const withoutRules = { ...spec, criteria: undefined };
  await applyPart(parts.cluster, spec, systems);
  await applyPart(parts.accessRole, spec, systems);
  await applyPart(parts.cloudAccount, spec, systems);
  await applyPart(parts.agentDefinition, spec, systems);
  await applyPart(parts.clusterDefinition, withoutRules, systems);
  await awaitCluster(spec, systems, PATIENCE_SECONDS);
  await applyPart(parts.cluster, spec, systems);
  await awaitAccess(systems);
  await applyPart(parts.deployAccess, spec, systems);
  await applyPart(parts.agent, spec, systems);
  await applyPart(parts.runnerAccess, spec, systems);
  await applyPart(parts.clusterDefinition, spec, systems);
}
