import { at as fieldAt, JsonObject, record, records, text } from '../json';
import { KubeObject, timestamp } from '../object';
import { builtin } from '../resources';
import { secretFiles, startAgent } from './agentContainer';
import {
  environmentOf,
  missingVolumeSource,
  secretData,
} from './containerConfig';
import { tell } from './events';
import { isAgentImage, pullProblem } from './images';
import { Moment } from './moment';
import { backOff, ContainerLife, PodLife } from './podLife';
import { podStatus } from './podStatus';

const pods = builtin('', 'pods');

/** Starts the containers of scheduled pods, restarts those that ended, reports their status. */
export function runKubelets(moment: Moment) {
  const { api } = moment;
  for (const pod of api.store.list(pods)) {
    const life = api.pods.get(pod.metadata.uid);
    if (life?.scheduledAt === undefined) continue;
    if ((life.dueAt ?? moment.at) <= moment.at) run(moment, pod, life);
    api.store.replace(pods, {
      ...pod,
      status: podStatus(pod, life, {
        at: moment.at,
        address: addressOf(moment, pod),
      }),
    });
  }
}

function run(moment: Moment, pod: KubeObject, life: PodLife) {
  const { api } = moment;
  const spec = record(pod.spec);
  const namespace = pod.metadata.namespace ?? '';
  const unmountable = missingVolumeSource(api.store, namespace, spec);
  for (const container of records(spec.containers)) {
    const name = text(container.name) ?? '';
    const known = life.containers.get(name);
    if (!isStartable(known, moment.at)) continue;
    const next = unmountable
      ? waiting(known, 'ContainerCreating')
      : start(moment, pod, container, known);
    life.containers.set(name, next);
    if (
      known?.state.is !== next.state.is ||
      stateReason(known) !== stateReason(next)
    ) {
      tellOfStart(moment, pod, name, text(container.image) ?? '', next);
    }
  }
  if (unmountable && life.dueAt !== undefined) {
    const event = { type: 'Warning', reason: 'FailedMount' } as const;
    tell(moment, pod, 'kubelet', { ...event, message: unmountable });
  }
  const retries = [...life.containers.values()].flatMap(({ state }) =>
    state.is === 'crashed' ? [state.retryAt] : [],
  );
  life.dueAt = retries.length > 0 ? Math.min(...retries) : undefined;
}

/** Waiting containers are tried again at every look: what they lack may be there now. */
function isStartable(known: ContainerLife | undefined, now: number): boolean {
  if (!known) return true;
  const { state } = known;
  return (
    state.is === 'waiting' || (state.is === 'crashed' && state.retryAt <= now)
  );
}

function start(
  moment: Moment,
  pod: KubeObject,
  container: JsonObject,
  known?: ContainerLife,
): ContainerLife {
  const { api, world, at } = moment;
  const namespace = pod.metadata.namespace ?? '';
  const image = text(container.image) ?? '';
  const problem = pullProblem(image);
  if (problem) {
    const first = stateReason(known) === undefined;
    return first
      ? waiting(known, 'ErrImagePull', problem)
      : waiting(
          known,
          'ImagePullBackOff',
          `Back-off pulling image "${image}": ${problem}`,
        );
  }
  const environment = environmentOf(api.store, namespace, container);
  if ('missing' in environment) {
    return waiting(known, 'CreateContainerConfigError', environment.missing);
  }
  const restarts =
    known?.state.is === 'crashed' ? known.restarts + 1 : known?.restarts ?? 0;
  const life = { restarts, previousLog: known?.log ?? [] };
  const line = (entry: string) => ({ at, text: `${timestamp(at)} ${entry}` });
  if (isAgentImage(image)) {
    const files = secretFiles(record(pod.spec), container, name =>
      secretData(api.store, namespace, name),
    );
    const agent = startAgent(world, { env: environment.env, files });
    if (!agent.ok) {
      return {
        ...life,
        state: { is: 'crashed', at, retryAt: at + backOff(restarts) },
        log: [
          line('level=info msg="Humanitec Agent starting"'),
          line(`level=error msg=${JSON.stringify(agent.reason)}`),
        ],
      };
    }
    const { orgIds, fingerprint } = agent;
    return {
      ...life,
      state: { is: 'running', since: at },
      agent: { orgIds, fingerprint },
      log: [
        line('level=info msg="Humanitec Agent starting"'),
        ...orgIds.map(orgId =>
          line(
            `level=info msg="connected" org=${orgId} key=${fingerprint.slice(
              0,
              12,
            )}`,
          ),
        ),
      ],
    };
  }
  const ends = fieldAt(pod, 'spec', 'restartPolicy') !== 'Always';
  return {
    ...life,
    state: { is: ends ? 'done' : 'running', since: at },
    log: [],
  };
}

function waiting(
  known: ContainerLife | undefined,
  reason: string,
  message?: string,
): ContainerLife {
  return {
    restarts: known?.restarts ?? 0,
    previousLog: [],
    log: [],
    state: { is: 'waiting', reason, message },
  };
}

function stateReason(life: ContainerLife | undefined): string | undefined {
  return life?.state.is === 'waiting' ? life.state.reason : undefined;
}

function tellOfStart(
  moment: Moment,
  pod: KubeObject,
  name: string,
  image: string,
  { state }: ContainerLife,
) {
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    tell(moment, pod, 'kubelet', { type, reason, message });
  switch (state.is) {
    case 'running':
    case 'done':
      say('Normal', 'Pulled', `Successfully pulled image "${image}"`);
      say('Normal', 'Started', `Started container ${name}`);
      break;
    case 'crashed':
      say(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${name} in pod ${pod.metadata.name}`,
      );
      break;
    default:
      if (state.reason === 'ContainerCreating') break;
      say(
        'Warning',
        'Failed',
        `Error: ${state.reason}${state.message ? `: ${state.message}` : ''}`,
      );
  }
}

/** An address of its own for each pod, made from its UID. */
function addressOf(_moment: Moment, pod: KubeObject): string {
  const bytes = Buffer.from(pod.metadata.uid.replaceAll('-', ''), 'hex');
  return `10.0.${64 + (bytes[0] % 64)}.${1 + (bytes[1] % 254)}`;
}
