import { records, text } from './json';
import { KubeObject } from './object';
import { ClusterApi } from './state';
import { at } from './json';
import { badRequest } from './statusError';

/** GET of a pod's log: what its container has written so far. */
export function podLog(
  api: ClusterApi,
  pod: KubeObject,
  query: URLSearchParams,
  now: number,
): Response {
  const names = records(at(pod, 'spec', 'containers')).map(one =>
    text(one.name),
  );
  const container = query.get('container') ?? names[0] ?? '';
  const { name } = pod.metadata;
  if (!names.includes(container)) {
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  }
  const life = api.pods.get(pod.metadata.uid)?.containers.get(container);
  if (!life || life.state.is === 'waiting') {
    const why = life?.state.is === 'waiting' ? life.state.reason : undefined;
    throw badRequest(
      `container "${container}" in pod "${name}" is waiting to start: ${
        why ?? 'ContainerCreating'
      }`,
    );
  }
  const previous = query.get('previous') === 'true';
  if (previous && life.restarts === 0) {
    throw badRequest(
      `previous terminated container "${container}" in pod "${name}" not found`,
    );
  }
  const seconds = Number(query.get('sinceSeconds') ?? 0);
  const lines = (previous ? life.previousLog : life.log).filter(
    line => seconds === 0 || now - line.at <= seconds * 1000,
  );
  const tail = query.get('tailLines');
  const shown =
    tail === null ? lines : lines.slice(-Number(tail) || lines.length);
  const withTimes = query.get('timestamps') === 'true';
  const output = shown.map(line =>
    withTimes
      ? `${new Date(line.at).toISOString()} ${line.text}\n`
      : `${line.text}\n`,
  );
  return new Response(output.join(''), {
    headers: { 'Content-Type': 'text/plain' },
  });
}
