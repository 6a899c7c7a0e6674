import {
  at as fieldAt,
  isObject,
  number,
  record,
  text,
  textMap,
} from '../json';
import { KubeObject, timestamp } from '../object';
import { builtin } from '../resources';
import { withTransitions } from './conditions';
import { Moment } from './moment';
import {
  hasSucceeded,
  isReady,
  makePod,
  podsOf,
  reportStatus,
} from './ownedPods';

const jobs = builtin('batch', 'jobs');

/** Runs pods until enough have succeeded. */
export function runJobs(moment: Moment) {
  for (const job of moment.api.store.list(jobs)) {
    if (!isObject(fieldAt(job, 'spec', 'selector'))) adopt(moment, job);
    else if (!isOver(job) && fieldAt(job, 'spec', 'suspend') !== true) {
      run(moment, job);
    } else removeWhenStale(moment, job);
  }
}

/** A Job selects its pods by its own UID. */
function adopt({ api }: Moment, job: KubeObject) {
  const spec = record(job.spec);
  const template = record(spec.template);
  const metadata = record(template.metadata);
  const own = { 'batch.kubernetes.io/controller-uid': job.metadata.uid };
  const labels = {
    ...textMap(metadata.labels),
    ...own,
    'batch.kubernetes.io/job-name': job.metadata.name,
  };
  api.store.replace(jobs, {
    ...job,
    spec: {
      ...spec,
      selector: { matchLabels: own },
      template: { ...template, metadata: { ...metadata, labels } },
    },
  });
}

function run(moment: Moment, job: KubeObject) {
  const completions = number(fieldAt(job, 'spec', 'completions')) ?? 1;
  const parallelism = number(fieldAt(job, 'spec', 'parallelism')) ?? 1;
  const owned = podsOf(moment, job);
  const succeeded = owned.filter(hasSucceeded).length;
  const active = owned.length - succeeded;
  const wanted = Math.min(parallelism, completions - succeeded);
  for (let i = active; i < wanted; i += 1) makePod(moment, job);

  const before = record(job.status);
  const complete = succeeded >= completions;
  const condition = (type: string) => ({
    type,
    status: 'True',
    reason: 'CompletionsReached',
    message: 'Reached expected number of succeeded pods',
    lastProbeTime: timestamp(moment.at),
  });
  reportStatus(moment, job, {
    startTime: text(before.startTime) ?? timestamp(moment.at),
    active: Math.max(0, wanted),
    ready: owned.filter(isReady).length,
    succeeded,
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(complete && {
      completionTime: timestamp(moment.at),
      conditions: withTransitions(
        before.conditions,
        [condition('SuccessCriteriaMet'), condition('Complete')],
        moment.at,
      ),
    }),
  });
}

function isOver(job: KubeObject): boolean {
  return text(fieldAt(job, 'status', 'completionTime')) !== undefined;
}

function removeWhenStale({ api, at }: Moment, job: KubeObject) {
  const ttl = number(fieldAt(job, 'spec', 'ttlSecondsAfterFinished'));
  const ended = text(fieldAt(job, 'status', 'completionTime'));
  if (ttl === undefined || !ended) return;
  if (at >= Date.parse(ended) + ttl * 1000) api.store.remove(jobs, job);
}
