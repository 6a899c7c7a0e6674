import {
  HttpLibrary,
  RequestContext,
  ResponseContext,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import { Agent, fetch } from 'undici';
import { limitedText } from '../limitedText';
import { openConnection } from './reach/openConnection';
import type { Way } from './reach/way';

const TIMEOUT_MS = 30_000;
/** Lists of pods are the largest that we ask for. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Carries the client's requests to one cluster, over connections of ours: the
 * client's own proxies say nothing of how far they came, send no user and
 * password to a SOCKS proxy, and lose the TLS server name. Connections are kept
 * between calls. Follows no redirect.
 */
export function transport(options: {
  way: Way;
  caPem: string;
  token: () => Promise<string>;
  signal: AbortSignal;
}): HttpLibrary {
  const { way, caPem, token, signal } = options;
  const dispatcher = new Agent({
    connect: (_, callback) => {
      openConnection(way, caPem, signal).then(
        connection => callback(null, connection),
        error => callback(error, null),
      );
    },
  });
  return wrapHttpLibrary({
    async send(request: RequestContext) {
      const authorization = `Bearer ${await signed(token)}`;
      const response = await fetch(request.getUrl(), {
        method: request.getHttpMethod(),
        headers: { ...request.getHeaders(), authorization },
        body: textOf(request),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        dispatcher,
      });
      const text = await limitedText(response, MAX_BYTES);
      return new ResponseContext(
        response.status,
        Object.fromEntries(response.headers),
        {
          text: async () => text,
          binary: async () => Buffer.from(text),
          stream: () => null,
        },
      );
    },
  });
}

/** The client puts words of its own before the message of what a request throws: not before that of an error of ours. */
async function signed(token: () => Promise<string>): Promise<string> {
  try {
    return await token();
  } catch (cause) {
    throw new Error('no token', { cause });
  }
}

function textOf(request: RequestContext): string | undefined {
  const body = request.getBody();
  if (body === undefined || typeof body === 'string') return body;
  throw new Error('a request to Kubernetes is text');
}
