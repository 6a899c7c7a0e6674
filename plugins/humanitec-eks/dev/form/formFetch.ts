import { FetchApi } from '@backstage/frontend-plugin-api';
import { choices, onboarding, removal } from './formAnswers';
import { formTemplate } from './formTemplate';

export type FormFetch = FetchApi & {
  /** Each question in the order in which it was asked: `choices/regions?…`, `previews/onboarding {…}`. */
  asked: string[];
  /** What is answered from now on to questions that begin like this, instead. */
  instead: Record<string, () => Response | Promise<Response>>;
};

/**
 * A fetch that answers what forms ask from fixed data: for the backend plugin,
 * and for the scaffolder, which has this template only.
 */
export function formFetch(template = formTemplate): FormFetch {
  const asked: string[] = [];
  const instead: FormFetch['instead'] = {
    ...silentAbout('silent'),
    ...closed('closed'),
  };
  return {
    asked,
    instead,
    async fetch(input, init) {
      const url = String(input);
      if (url.endsWith('/parameter-schema')) return Response.json(template);
      const [, path] = url.match(/^plugin:\/\/humanitec-eks\/v1\/(.*)$/) ?? [];
      if (!path) throw new Error(`Nothing answers ${url} here`);
      const body = init?.body ? ` ${init.body}` : '';
      const question = `${path}${body}`;
      asked.push(question);
      const [, other] =
        Object.entries(instead).find(([begin]) => question.startsWith(begin)) ??
        [];
      return other ? other() : usual(path, body);
    },
  };
}

function usual(path: string, body: string): Response {
  switch (path) {
    case 'previews/onboarding':
      return Response.json(onboarding(JSON.parse(body)));
    case 'previews/removal':
      return Response.json(removal(JSON.parse(body)));
    default:
      return Response.json({
        items: choices[path.replace('choices/', '')] ?? [],
      });
  }
}

/** The answer of a backend that cannot ask Humanitec or AWS. */
export function unavailable(message: string): Response {
  return refusedWith(503, 'ServiceUnavailableError', message);
}

export function refusedWith(
  status: number,
  name: string,
  message: string,
): Response {
  return Response.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

function silentAbout(organization: string): FormFetch['instead'] {
  const answer = () =>
    unavailable('Humanitec did not answer within 10 s. Try again later.');
  return {
    [`choices/environmentTypes?organization=${organization}`]: answer,
    [`choices/applications?organization=${organization}`]: answer,
    [`choices/agents?organization=${organization}`]: answer,
    [`previews/onboarding {"input":{"organization":"${organization}"`]: answer,
  };
}

function closed(organization: string): FormFetch['instead'] {
  return {
    [`choices/environmentTypes?organization=${organization}`]: () =>
      refusedWith(403, 'NotAllowedError', 'You may not look into closed.'),
  };
}
