import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  BindingSpec,
  bindingSpec,
  findingText,
} from 'backstage-plugin-humanitec-eks-common';
import {
  agentKeyExpiry,
  agentKeyRotation,
  applyPart,
  awaitAccess,
  awaitCluster,
  discoverSpec,
  HumanitecEksService,
  PartError,
  parts,
  preflight,
  removeBinding,
  Systems,
  verifyBinding,
} from 'backstage-plugin-humanitec-eks-node';
import { parse } from 'yaml';
import { z } from 'zod';

/** One step of a template: what its action does, through the same doors of the engine. */
export interface Step {
  id: string;
  run(service: HumanitecEksService): Promise<void>;
}

export const flowIds = ['onboarding', 'rotation', 'offboarding'] as const;
export type FlowId = (typeof flowIds)[number];

const AWAIT_SECONDS = 40 * 60;

/** The steps of the templates for the worked example; each signs in anew, as an action does. */
export const flows: Record<FlowId, readonly Step[]> = {
  onboarding: [
    step('preflight', async (spec, systems) => {
      const findings = await preflight(spec, systems, { newCluster: true });
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw new Found(errors.map(findingText));
    }),
    step('cluster', (spec, systems) => applyPart(parts.cluster, spec, systems)),
    step('accessRole', (spec, systems) =>
      applyPart(parts.accessRole, spec, systems),
    ),
    step('cloudAccount', (spec, systems) =>
      applyPart(parts.cloudAccount, spec, systems),
    ),
    step('agentDefinition', (spec, systems) =>
      applyPart(parts.agentDefinition, spec, systems),
    ),
    step('clusterDefinition', (spec, systems) =>
      applyPart(
        parts.clusterDefinition,
        { ...spec, criteria: undefined },
        systems,
      ),
    ),
    step('await', async (spec, systems) => {
      await asPart(() => awaitCluster(spec, systems, AWAIT_SECONDS));
      await applyPart(parts.cluster, spec, systems);
      await asPart(() => awaitAccess(systems));
    }),
    step('deployAccess', (spec, systems) =>
      applyPart(parts.deployAccess, spec, systems),
    ),
    step('agent', (spec, systems) => applyPart(parts.agent, spec, systems)),
    step('runnerAccess', (spec, systems) =>
      applyPart(parts.runnerAccess, spec, systems),
    ),
    step('criteria', (spec, systems) =>
      applyPart(parts.clusterDefinition, spec, systems),
    ),
    step('verify', async (spec, systems) => {
      const verified = await verifyBinding(spec, systems);
      const wrong = [
        ...verified.parts
          .filter(({ status }) => status !== 'inSync')
          .map(({ part, status, ...rest }) =>
            [part, status, 'reason' in rest ? rest.reason : ''].join(' '),
          ),
        ...verified.proofs
          .filter(({ outcome }) => outcome === 'failed')
          .map(({ title, text }) => `${title}: ${text}`),
      ];
      if (wrong.length > 0) throw new Found(wrong);
    }),
  ],
  rotation: [
    step('rotate', async (asked, systems) => {
      const spec = await discoverSpec(asked, undefined, systems);
      const { part } = await agentKeyRotation(spec, {}, systems);
      if (part) await applyPart(part, spec, systems);
      await agentKeyExpiry(spec, systems);
    }),
  ],
  offboarding: [
    step('remove', async (asked, systems) => {
      const spec = await discoverSpec(asked, undefined, systems);
      await removeBinding(spec, systems, { keepCluster: false });
    }),
  ],
};

/** What a step has looked at and found wrong, each thing in words. */
export class Found extends Error {
  override name = 'Found';
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

function step(
  id: string,
  work: (spec: BindingSpec, systems: Systems) => Promise<unknown>,
): Step {
  return {
    id,
    async run(service) {
      const spec = bindingSpec(workedExample());
      const { signal } = new AbortController();
      await work(spec, await service.connect(spec, { signal }));
    },
  };
}

async function asPart<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PartError('cluster', error);
  }
}

const values = z.object({
  organization: z.string(),
  awsAccountId: z.string(),
  region: z.string(),
  clusterName: z.string(),
  envType: z.string(),
  names: z.object({ cloudAccount: z.string() }),
  subnetIds: z.array(z.string()),
  owner: z.string(),
});

/** What the template makes of the form. */
function workedExample() {
  const file = resolve(
    __dirname,
    '../../../../examples/onboarding/eks-automode-prod.yaml',
  );
  const { subnetIds, owner, ...facts } = values.parse(
    parse(readFileSync(file, 'utf8')).values,
  );
  return { ...facts, cluster: { subnetIds, owner } };
}
