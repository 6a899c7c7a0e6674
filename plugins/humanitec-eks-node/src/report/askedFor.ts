import {
  BindingReport,
  BindingSpec,
  sectionFields,
} from 'backstage-plugin-humanitec-eks-common';
import { isOurs } from '../aws/tags';
import { accessRole } from '../parts/accessRole';
import { agentOptions } from '../parts/agentOptions';
import { observeAgent } from '../parts/agentState';
import { cluster } from '../parts/cluster';
import { isRevoked } from '../parts/clusterAdmin';
import { deployAccess } from '../parts/deployAccess';
import { runnerAccess } from '../parts/runnerAccess';
import { runnerOptions } from '../parts/runnerOptions';
import type { Readings } from '../systems';
import { commonTags } from './commonTags';
import { ifTold } from './ifTold';

type AskedFor = Pick<
  BindingReport['spec'],
  'accessRevoked' | 'permissionsBoundary' | 'tags' | 'agent' | 'runner'
>;

/** The options that a binding was asked for with, as far as the things themselves tell. */
export async function readAskedFor(
  spec: BindingSpec,
  readings: Readings,
): Promise<AskedFor> {
  const [inAws, agent, runner] = await Promise.all([
    ifTold(readings, () => readAws(spec, readings)),
    ifTold(readings, () => observeAgent(spec, readings)),
    ifTold(readings, () => runnerAccess.observe(spec, readings)),
  ]);
  return {
    ...inAws,
    agent: valid('agent', agentOptions(agent?.objects)),
    runner: runner && valid('runner', runnerOptions(spec, runner)),
  };
}

async function readAws(
  spec: BindingSpec,
  readings: Readings,
): Promise<AskedFor> {
  const [made, access, deploy] = await Promise.all([
    cluster.observe(spec, readings),
    accessRole.observe(spec, readings),
    ifTold(readings, () => deployAccess.observe(spec, readings)),
  ]);
  const roles = [made?.clusterRole, made?.nodeRole, access?.role].flatMap(
    role => (role && isOurs(spec, role.tags) ? [role] : []),
  );
  const tagged = [
    made?.cluster,
    access?.policy,
    deploy?.entry,
    made?.admin?.entry,
  ]
    .map(thing => thing?.tags ?? {})
    .filter(tags => isOurs(spec, tags));
  const [boundary, ...others] = new Set(
    roles.map(role => role.permissionsBoundary),
  );
  return {
    accessRevoked: isRevoked(made?.admin?.notes) || undefined,
    permissionsBoundary: others.length === 0 ? boundary : undefined,
    tags: commonTags([...roles.map(({ tags }) => tags), ...tagged]),
  };
}

/** Without what a form would refuse: somebody else may have set it. Undefined when nothing is left. */
function valid<Section extends 'agent' | 'runner'>(
  section: Section,
  options: NonNullable<BindingReport['spec'][Section]>,
): BindingReport['spec'][Section] {
  const fields = sectionFields[section];
  const entries = Object.entries(options).filter(
    ([key, value]) =>
      value !== undefined && fields.safeParse({ [key]: value }).success,
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
