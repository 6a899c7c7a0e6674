// Exchanges with a Kubernetes API against the OpenAPI documents that API servers publish.
import { Exchange } from '../../exchange';
import { isAccepted, ownResponse } from '../accepted';
import { DocumentedOperation, queryProblems } from '../openApi';
import { Verdict } from '../verdict';
import { Documents, documentsReader } from './documents';
import {
  isAboutApi,
  undocumentedGroups,
  undocumentedParameters,
} from './outOfReach';
import { requestProblems } from './request';
import { responseProblems } from './response';

/** @param directory - the contracts; documents are read when the first exchange needs them */
export function kubernetesJudge(
  directory: string,
): (exchange: Exchange) => Verdict {
  const documentsOf = documentsReader(directory);
  return exchange => {
    const { method, target } = exchange.request;
    const url = new URL(target, 'https://kubernetes');
    const name = `${method} ${url.pathname}`;
    if (isAboutApi(url.pathname)) return 'out of reach';
    const [groupVersion, group] =
      /^\/api\/v1(?=\/|$)|^\/apis\/([^/]+)\/[^/]+/.exec(url.pathname) ?? [];
    if (groupVersion === undefined) return unknown(name, exchange);
    const documents = documentsOf(groupVersion);
    if (!documents) {
      return undocumentedGroups[group] === undefined
        ? unknown(name, exchange)
        : 'out of reach';
    }
    const path =
      url.pathname === groupVersion ? `${url.pathname}/` : url.pathname;
    const operation = documents.whole.operation(
      method === 'HEAD' ? 'GET' : method,
      path,
    );
    if (!operation) return unknown(name, exchange);
    return {
      operation: operation.name,
      problems: problems(documents, operation, url.searchParams, exchange),
    };
  };
}

function problems(
  documents: Documents,
  operation: DocumentedOperation,
  query: URLSearchParams,
  exchange: Exchange,
): string[] {
  const response = ownResponse(exchange);
  const parameters = [
    ...operation.parameters,
    ...undocumentedParameters.map(name => ({
      name,
      in: 'query',
      required: false,
      schema: {},
    })),
  ];
  return [
    ...(isAccepted(exchange)
      ? [
          ...queryProblems({ parameters }, query),
          ...requestProblems(documents, operation, exchange.request),
        ]
      : []),
    ...(response
      ? responseProblems(documents, operation, exchange.request, response)
      : []),
  ];
}

/** What nobody published: right only when the API says that there is no such thing. */
function unknown(operation: string, exchange: Exchange): Verdict {
  const status = ownResponse(exchange)?.status ?? 0;
  return {
    operation,
    problems: [401, 403, 404, 405].includes(status)
      ? []
      : ['this operation is not documented'],
  };
}
