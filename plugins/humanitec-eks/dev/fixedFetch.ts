import { FetchApi } from '@backstage/frontend-plugin-api';
import { environments } from './environments';
import { history } from './history';
import { ClusterState, json, states } from './states';

const call =
  /^plugin:\/\/humanitec-eks\/v1\/entity\/default\/resource\/([^/]+)\/(binding|environments|history)(\?fresh=true)?$/i;

/** Is this a question about a cluster? */
export function isAboutCluster(url: string): boolean {
  return call.test(url);
}

/**
 * A fetch that answers for the backend plugin from the fixed states. `asked`
 * has the clusters whose binding was asked for, `calls` what was asked at all:
 * `binding`, `binding?fresh=true`, `history`.
 */
export function fixedFetch(
  given: Record<string, ClusterState> = states,
): FetchApi & { asked: string[]; calls: string[] } {
  const asked: string[] = [];
  const calls: string[] = [];
  return {
    asked,
    calls,
    async fetch(input) {
      const url = String(input);
      const [, name, what, fresh = ''] = url.match(call) ?? [];
      if (!name) throw new Error(`Nothing answers ${url} here`);
      calls.push(what + fresh);
      const state = given[name];
      switch (what) {
        case 'environments':
          return state.environments?.() ?? json(200, environments());
        case 'history':
          return state.history?.() ?? json(200, history());
        default:
          asked.push(name);
          return state.answer();
      }
    },
  };
}
