import { z } from 'zod';
import { orNotFound } from './humanitecError';
import {
  HumanitecConnection,
  HumanitecRequest,
  humanitecRequest,
} from './request';
import {
  accountCheckSchema,
  accountSchema,
  activeResourceSchema,
  agentKeySchema,
  agentSchema,
  applicationSchema,
  connectivitySchema,
  currentUserSchema,
  DefinitionPatch,
  DefinitionReplacement,
  definitionSchema,
  environmentSchema,
  environmentTypeSchema,
  NewAccount,
  NewCriterion,
  NewDefinition,
  secretStoreSchema,
} from './schemas';

export type HumanitecClient = ReturnType<typeof humanitecClient>;

/** What only reads: the check of an account and of the way to a cluster look, too. */
export type HumanitecReads = Pick<
  HumanitecClient,
  | 'checkAccount'
  | 'findAccount'
  | 'findAgentsByFingerprint'
  | 'findDefinition'
  | 'listAccounts'
  | 'listActiveResources'
  | 'listAgentKeys'
  | 'listAgents'
  | 'listApplications'
  | 'listDefinitions'
  | 'listEnvironments'
  | 'listSecretStores'
>;

/** The calls of the Platform Orchestrator API that a binding needs, for one organization. */
export function humanitecClient(connection: HumanitecConnection) {
  const call = <T>(
    method: HumanitecRequest<T>['method'],
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
    query?: Record<string, string>,
  ) => humanitecRequest(connection, { method, path, schema, body, query });
  // Text is what answers in the place of the API: it has not carried the call out.
  const anything = z.unknown().refine(answer => typeof answer !== 'string');
  const account = (id: string) =>
    `/resources/accounts/${encodeURIComponent(id)}`;
  const definition = (id: string) =>
    `/resources/defs/${encodeURIComponent(id)}`;
  const agent = (id: string) => `/agents/${encodeURIComponent(id)}`;

  return {
    organization: connection.organization,

    getOrganization: () => call('GET', '', z.object({ id: z.string() })),
    getCurrentUser: () => call('GET', '//current-user', currentUserSchema),
    listEnvironmentTypes: () =>
      call('GET', '/env-types', z.array(environmentTypeSchema)),
    listApplications: () => call('GET', '/apps', z.array(applicationSchema)),
    /** Of one application, each with its last deployment. */
    listEnvironments: (appId: string) =>
      call(
        'GET',
        `/apps/${encodeURIComponent(appId)}/envs`,
        z.array(environmentSchema),
      ),
    listSecretStores: () =>
      call('GET', '/secretstores', z.array(secretStoreSchema)),

    /** Would a deployment reach its cluster? Looks, and changes nothing. */
    checkConnectivity: (body: {
      app_id: string;
      env_id: string;
      env_type: string;
      expected_definitions: { type: string; id: string }[];
    }) =>
      call(
        'POST',
        '/runtime/actions/check-connectivity',
        connectivitySchema,
        body,
      ),

    listAccounts: () =>
      call('GET', '/resources/accounts', z.array(accountSchema)),
    findAccount: (id: string) =>
      orNotFound(call('GET', account(id), accountSchema)),
    /** Refuses credentials that do not work (`CRED-…`). */
    createAccount: (body: NewAccount) =>
      call('POST', '/resources/accounts', accountSchema, body, {
        check_credential: 'true',
      }),
    /** Refuses credentials that do not work (`CRED-…`). */
    updateAccount: (
      id: string,
      body: Partial<Pick<NewAccount, 'name' | 'credentials'>>,
    ) =>
      call('PATCH', account(id), accountSchema, body, {
        check_credential: 'true',
      }),
    checkAccount: (id: string) =>
      call('POST', `${account(id)}/actions/check`, accountCheckSchema),
    deleteAccount: (id: string) =>
      orNotFound(call('DELETE', account(id), anything)),

    findDefinition: (id: string, query: { deleted?: 'true' } = {}) =>
      orNotFound(
        call('GET', definition(id), definitionSchema, undefined, query),
      ),
    /** Those that may match what the query says, the most specific first; all when it says nothing. */
    listDefinitions: (query: DefinitionQuery = {}) =>
      call(
        'GET',
        '/resources/defs',
        z.array(definitionSchema),
        undefined,
        query,
      ),
    createDefinition: (body: NewDefinition) =>
      call('POST', '/resources/defs', definitionSchema, body),
    /** Merges into what is there; makes a new version. */
    updateDefinition: (id: string, body: DefinitionPatch) =>
      call('PATCH', definition(id), definitionSchema, body),
    /** Unsets what the body leaves out; makes a new version. */
    replaceDefinition: (id: string, body: DefinitionReplacement) =>
      call('PUT', definition(id), definitionSchema, body),
    /** Refused with 409 while resources are active through it, unless forced. */
    deleteDefinition: (id: string, force = false) =>
      orNotFound(
        call('DELETE', definition(id), anything, undefined, forced(force)),
      ),
    listActiveResources: (definitionId: string) =>
      call(
        'GET',
        `${definition(definitionId)}/resources`,
        z.array(activeResourceSchema),
      ),
    addCriterion: (definitionId: string, body: NewCriterion) =>
      call('POST', `${definition(definitionId)}/criteria`, anything, body),
    /** Refused with 409 while active resources would match elsewhere, unless forced. */
    removeCriterion: (
      definitionId: string,
      criterionId: string,
      force = false,
    ) =>
      orNotFound(
        call(
          'DELETE',
          `${definition(definitionId)}/criteria/${encodeURIComponent(
            criterionId,
          )}`,
          anything,
          undefined,
          forced(force),
        ),
      ),

    listAgents: () => call('GET', '/agents', z.array(agentSchema)),
    findAgentsByFingerprint: (fingerprint: string) =>
      call('GET', '/agents', z.array(agentSchema), undefined, { fingerprint }),
    registerAgent: (body: {
      id: string;
      public_key: string;
      description: string;
    }) => call('POST', '/agents', agentSchema, body),
    describeAgent: (id: string, description: string) =>
      call('PATCH', agent(id), agentSchema, { description }),
    deleteAgent: (id: string) =>
      orNotFound(call('DELETE', agent(id), anything)),
    listAgentKeys: (id: string) =>
      call('GET', `${agent(id)}/keys`, z.array(agentKeySchema)),
    addAgentKey: (id: string, publicKey: string) =>
      call('POST', `${agent(id)}/keys`, agentKeySchema, {
        public_key: publicKey,
      }),
    deleteAgentKey: (id: string, fingerprint: string) =>
      orNotFound(
        call(
          'DELETE',
          `${agent(id)}/keys/${encodeURIComponent(fingerprint)}`,
          anything,
        ),
      ),
  };
}

/** Filters of the list of definitions (OpenAPI, GET /orgs/{orgId}/resources/defs). */
type DefinitionQuery = Partial<
  Record<'app' | 'env' | 'env_type' | 'res' | 'res_type' | 'class', string>
> & { deleted?: 'true' };

function forced(force: boolean): Record<string, string> {
  return force ? { force: 'true' } : {};
}
