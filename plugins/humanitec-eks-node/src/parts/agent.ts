import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import { carriesMark, markedName } from '../humanitec/resourceDefinition';
import type { Agent, AgentKey } from '../humanitec/schemas';
import { requireKubernetes } from '../kubernetes/requireKubernetes';
import type { LiveObject } from '../kubernetes/kubernetesClient';
import {
  applyObjects,
  findObjects,
  FoundObjects,
  objectName,
  planObjects,
  removeObjects,
  renderManifests,
} from '../kubernetes/objects';
import type { Systems } from '../systems';
import { AgentPublicKey, newAgentKey, publicKeyOf } from './agentKey';
import { agentNamespace, agentSecret, agentWorkload } from './agentManifests';
import { deployedOptions, deploymentReadiness } from './agentDeployment';
import { awaitAgentRollout } from './agentRollout';
import type { Part } from './part';

/** Stands for the fingerprint in rendered files and first plans. */
const FINGERPRINT_PLACEHOLDER = '<fingerprint-of-the-key>';

export interface AgentState {
  registered?: Agent;
  registeredKeys: AgentKey[];
  /** Which agent, if any, has the key that is in the cluster. */
  keyBelongsTo?: string;
  /** Undefined while there is no cluster to look into. */
  objects?: FoundObjects;
  publicKey?: AgentPublicKey;
}

/** The Humanitec Agent: registered with its public key, running with its private one. */
export const agent: Part<AgentState> = {
  id: 'agent',

  render: spec => [
    renderManifests('kubernetes/agent.yaml', [
      agentNamespace(spec),
      agentSecret(spec),
      ...agentWorkload(spec, FINGERPRINT_PLACEHOLDER),
    ]),
  ],

  async observe(spec, systems) {
    const { humanitec } = systems;
    const agents = await humanitec.listAgents();
    const registered = agents.find(({ id }) => id === spec.names.agent);
    const registeredKeys = registered
      ? await humanitec.listAgentKeys(registered.id)
      : [];
    const kubernetes = await systems.kubernetes();
    const objects =
      kubernetes && (await findObjects(kubernetes, allManifests(spec)));
    if (!registered && !objects?.size) return undefined;

    const secret = objects?.get(objectName(agentSecret(spec)));
    const publicKey = secret && publicKeyOf(secret);
    const [owner] = publicKey
      ? await humanitec.findAgentsByFingerprint(publicKey.fingerprint)
      : [];
    return {
      registered,
      registeredKeys,
      keyBelongsTo: owner?.id,
      objects: objects && withoutSecretData(objects, secret),
      publicKey,
    };
  },

  plan(spec, observed) {
    const fingerprint =
      observed?.publicKey?.fingerprint ?? FINGERPRINT_PLACEHOLDER;
    const workload = agentWorkload(
      keepLiveOptions(spec, observed?.objects),
      fingerprint,
    );
    return [
      ...planRegistration(spec, observed),
      ...planObjects(
        spec,
        [agentNamespace(spec), agentSecret(spec), ...workload],
        observed?.objects,
      ),
      ...planReadiness(observed),
    ];
  },

  async apply(spec, observed, systems) {
    const kubernetes = await requireKubernetes(systems);
    const found = observed?.objects;
    await applyObjects(
      spec,
      kubernetes,
      [agentNamespace(spec)],
      found,
      systems,
    );

    // The key is in the cluster before Humanitec hears of it, so a crash in between leaves no key behind.
    let publicKey = observed?.publicKey;
    if (!publicKey) {
      const made = await newAgentKey(spec);
      await kubernetes.apply(made.secret);
      publicKey = made.publicKey;
      systems.progress(
        'Made an RSA-4096 key; its private half is only in the cluster.',
      );
    } else {
      await applyObjects(spec, kubernetes, [agentSecret(spec)], found, systems);
    }
    await register(spec, observed, publicKey, systems);
    const workload = agentWorkload(
      keepLiveOptions(spec, found),
      publicKey.fingerprint,
    );
    await applyObjects(spec, kubernetes, workload, found, systems);
    await awaitAgentRollout(spec, kubernetes, systems);
    await removeOtherKeys(spec, publicKey, systems);

    const state = await agent.observe(spec, systems);
    if (!state) throw new Error('the agent that was just made cannot be found');
    return state;
  },

  async remove(spec, observed, systems) {
    const kubernetes = await systems.kubernetes();
    if (kubernetes && observed.objects) {
      await removeObjects(
        spec,
        kubernetes,
        allManifests(spec),
        observed.objects,
        systems,
      );
    }
    const { registered } = observed;
    if (registered && carriesMark(spec, registered.description)) {
      await systems.humanitec.deleteAgent(registered.id);
      systems.progress(`Deleted agent ${registered.id} with its keys.`);
    }
  },

  facts({ registered, registeredKeys, objects, publicKey }) {
    const key = registeredKeys.find(
      ({ fingerprint }) => fingerprint === publicKey?.fingerprint,
    );
    const { ready, wanted } = deploymentReadiness(objects);
    return [
      ...(registered ? [{ label: 'Agent', value: registered.id }] : []),
      { label: 'Pods ready', value: `${ready} of ${wanted}` },
      ...(key?.expired_at
        ? [{ label: 'Key expires', value: key.expired_at.slice(0, 10) }]
        : []),
    ];
  },
};

function allManifests(spec: BindingSpec) {
  return [
    agentNamespace(spec),
    agentSecret(spec),
    ...agentWorkload(spec, FINGERPRINT_PLACEHOLDER),
  ];
}

/** Image and replicas that nobody asks for stay as they are. */
function keepLiveOptions(
  spec: BindingSpec,
  objects: FoundObjects | undefined,
): BindingSpec {
  return { ...spec, agent: { ...deployedOptions(objects), ...spec.agent } };
}

/** State goes into plans and reports; the private key must not. */
function withoutSecretData(
  objects: FoundObjects,
  secret: LiveObject | undefined,
): FoundObjects {
  if (!secret) return objects;
  const { data: _data, ...rest } = secret;
  return new Map(objects).set(objectName(secret), rest);
}

function planRegistration(
  spec: BindingSpec,
  observed: AgentState | undefined,
): Change[] {
  const subject = { kind: 'agent', name: spec.names.agent };
  const { registered, publicKey, registeredKeys = [] } = observed ?? {};
  if (observed?.keyBelongsTo && observed.keyBelongsTo !== spec.names.agent) {
    return [
      {
        action: 'refuse',
        ...subject,
        reason: `the key in the cluster belongs to agent ${observed.keyBelongsTo}; a key belongs to one agent`,
      },
    ];
  }
  if (!registered) return [{ action: 'create', ...subject }];
  const ours = carriesMark(spec, registered.description);
  if (!ours && !spec.adopt) {
    return [
      {
        action: 'refuse',
        ...subject,
        reason:
          'an agent with this ID exists and its description does not carry our mark; choose another ID, or set adopt to take it over',
      },
    ];
  }
  const isRegistered = registeredKeys.some(
    key => key.fingerprint === publicKey?.fingerprint,
  );
  const keyChange: Change[] = isRegistered
    ? []
    : [
        {
          action: 'create',
          kind: 'agent key',
          name: publicKey?.fingerprint ?? FINGERPRINT_PLACEHOLDER,
        },
      ];
  const surplus = registeredKeys
    .filter(key => key.fingerprint !== publicKey?.fingerprint)
    .map(
      (key): Change => ({
        action: 'delete',
        kind: 'agent key',
        name: key.fingerprint,
        reason: 'it is not the key that is in the cluster',
      }),
    );
  return [
    ...(ours ? [] : [{ action: 'adopt' as const, ...subject }]),
    ...keyChange,
    ...surplus,
  ];
}

function planReadiness(observed: AgentState | undefined): Change[] {
  const { ready, wanted, exists } = deploymentReadiness(observed?.objects);
  if (!exists || ready >= wanted) return [];
  return [
    {
      action: 'update',
      kind: 'rollout',
      name: 'humanitec-agent',
      fields: [{ path: 'status.readyReplicas', from: ready, to: wanted }],
    },
  ];
}

async function register(
  spec: BindingSpec,
  observed: AgentState | undefined,
  { pem, fingerprint }: AgentPublicKey,
  { humanitec, progress }: Systems,
) {
  const id = spec.names.agent;
  const description = markedName(
    spec,
    `Agent of EKS cluster ${spec.clusterName}`,
  );
  const { registered, registeredKeys = [] } = observed ?? {};
  if (!registered) {
    await humanitec.registerAgent({ id, public_key: pem, description });
    progress(`Registered agent ${id}.`);
    return;
  }
  if (!carriesMark(spec, registered.description)) {
    await humanitec.describeAgent(id, description);
    progress(`Marked agent ${id} as ours.`);
  }
  if (!registeredKeys.some(key => key.fingerprint === fingerprint)) {
    await humanitec.addAgentKey(id, pem);
    progress(`Registered a key for agent ${id}.`);
  }
}

/** Keys of earlier attempts go only once the pods run with the present one. */
async function removeOtherKeys(
  spec: BindingSpec,
  { fingerprint }: AgentPublicKey,
  { humanitec, progress }: Systems,
) {
  const id = spec.names.agent;
  for (const key of await humanitec.listAgentKeys(id)) {
    if (key.fingerprint === fingerprint) continue;
    await humanitec.deleteAgentKey(id, key.fingerprint);
    progress(`Deleted a former key of agent ${id}.`);
  }
}
