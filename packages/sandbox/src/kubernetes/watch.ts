import { JsonObject } from './json';
import { ResourceRequest } from './requestInfo';
import { groupVersion, Resource } from './resources';
import { isSelected, select } from './read';
import { badRequest, expired } from './statusError';
import { Change, Store } from './store';

/** How often an open watch looks whether time alone has changed something, in milliseconds. */
const lookEvery = 200;
const bookmarkEvery = 60_000;

/**
 * A stream of events, one JSON document a line, until the client goes or
 * `timeoutSeconds` are over.
 *
 * @param settle - brings the cluster's state up to the present
 * @param render - the object as the client wants it (as itself, or as a Table)
 */
export function watch(
  store: Store,
  resource: Resource,
  request: ResourceRequest,
  settle: () => void,
  render: (object: JsonObject) => JsonObject,
): Response {
  const { query } = request;
  const since = query.get('resourceVersion') ?? '';
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const initial = query.get('sendInitialEvents') === 'true';
  if (!/^\d*$/.test(since)) {
    throw badRequest(`invalid resource version: "${since}"`);
  }
  const fromNow = since === '' || since === '0' || initial;
  if (!fromNow && Number(since) < store.oldestRevision) {
    throw expired(Number(since), store.oldestRevision);
  }

  const encoder = new TextEncoder();
  const ends: (() => void)[] = [];
  const stop = () => ends.splice(0).forEach(end => end());
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (type: string, object: JsonObject) =>
        controller.enqueue(
          encoder.encode(`${JSON.stringify({ type, object })}\n`),
        );
      const bookmark = (annotations?: JsonObject) =>
        send('BOOKMARK', {
          kind: resource.kind,
          apiVersion: groupVersion(resource),
          metadata: { resourceVersion: String(store.revision), annotations },
        });
      let position = fromNow ? store.revision : Number(since);
      const flush = () => {
        for (const change of store.changesSince(position)) {
          position = change.revision;
          const type = eventType(change, resource, request);
          if (type) send(type, render(change.object));
        }
      };
      if (fromNow) {
        for (const object of select(store, resource, request)) {
          send('ADDED', render(object));
        }
        if (initial) bookmark({ 'k8s.io/initial-events-end': 'true' });
      }
      flush();
      const look = () => {
        try {
          settle();
        } catch (error) {
          stop();
          controller.error(error);
        }
      };
      const looking = setInterval(look, lookEvery).unref();
      const end = () => {
        stop();
        controller.close();
      };
      ends.push(store.subscribe(flush, end), () => clearInterval(looking));
      if (bookmarks) {
        const marking = setInterval(() => bookmark(), bookmarkEvery).unref();
        ends.push(() => clearInterval(marking));
      }
      if (seconds > 0) {
        const timeout = setTimeout(end, seconds * 1000).unref();
        ends.push(() => clearTimeout(timeout));
      }
    },
    cancel: stop,
  });
  return new Response(body, {
    headers: { 'Content-Type': 'application/json' },
  });
}

/** What a change means to somebody who sees only the selected objects. */
function eventType(
  change: Change,
  resource: Resource,
  request: ResourceRequest,
): Change['type'] | undefined {
  if (
    change.resource.plural !== resource.plural ||
    change.resource.group !== resource.group
  ) {
    return undefined;
  }
  const is = isSelected(change.object, request);
  const was =
    change.previous !== undefined && isSelected(change.previous, request);
  if (change.type === 'DELETED') return was ? 'DELETED' : undefined;
  if (is && was) return 'MODIFIED';
  if (is) return 'ADDED';
  return was ? 'DELETED' : undefined;
}
