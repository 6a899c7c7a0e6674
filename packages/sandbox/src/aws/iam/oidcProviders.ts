import { z } from 'zod';
import { QueryCall, queryList, queryOperation } from '../query';
import { OidcProvider } from '../state';
import {
  entityAlreadyExists,
  limitExceeded,
  noSuchEntity,
  validationError,
} from './errors';
import { arn, strings } from './names';
import { addTags, tagList, tagMembers } from './tags';

/** IAM quotas, audiences of one identity provider. */
const maxClientIds = 100;
const clientId = z.string().min(1).max(255);

export const operations = {
  CreateOpenIDConnectProvider: queryOperation({
    write: true,
    input: z.object({
      Url: z.string().min(1).max(255),
      ClientIDList: strings,
      ThumbprintList: queryList(z.string().length(40)),
      Tags: tagList,
    }),
    run: ({ world, caller }, request) => {
      if (!URL.canParse(request.Url) || !request.Url.startsWith('https://')) {
        throw validationError('Invalid Open ID Connect Provider URL');
      }
      const url = request.Url.slice('https://'.length).replace(/\/$/, '');
      const { oidcProviders } = world.aws.account(caller.accountId);
      const providerArn = `arn:aws:iam::${caller.accountId}:oidc-provider/${url}`;
      if (oidcProviders.has(providerArn)) {
        throw entityAlreadyExists(
          `Provider with url ${request.Url} already exists.`,
        );
      }
      const provider: OidcProvider = {
        arn: providerArn,
        url,
        clientIds: request.ClientIDList,
        thumbprints: request.ThumbprintList,
        tags: new Map(),
        createdAt: world.clock.now(),
      };
      addTags(provider.tags, request.Tags);
      oidcProviders.set(providerArn, provider);
      return {
        OpenIDConnectProviderArn: providerArn,
        Tags: tagMembers(provider.tags),
      };
    },
  }),

  GetOpenIDConnectProvider: queryOperation({
    write: false,
    input: z.object({ OpenIDConnectProviderArn: arn }),
    run: (call, request) => {
      const provider = find(call, request.OpenIDConnectProviderArn);
      return {
        Url: provider.url,
        ClientIDList: provider.clientIds,
        ThumbprintList: provider.thumbprints,
        CreateDate: new Date(provider.createdAt),
        Tags: tagMembers(provider.tags),
      };
    },
  }),

  AddClientIDToOpenIDConnectProvider: queryOperation({
    write: true,
    input: z.object({
      OpenIDConnectProviderArn: arn,
      ClientID: clientId,
    }),
    run: (call, request) => {
      const { clientIds } = find(call, request.OpenIDConnectProviderArn);
      if (clientIds.includes(request.ClientID)) return;
      if (clientIds.length >= maxClientIds) {
        throw limitExceeded(
          `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${maxClientIds}`,
        );
      }
      clientIds.push(request.ClientID);
    },
  }),

  RemoveClientIDFromOpenIDConnectProvider: queryOperation({
    write: true,
    input: z.object({ OpenIDConnectProviderArn: arn, ClientID: clientId }),
    run: (call, { OpenIDConnectProviderArn, ClientID }) => {
      const provider = find(call, OpenIDConnectProviderArn);
      provider.clientIds = provider.clientIds.filter(id => id !== ClientID);
    },
  }),

  TagOpenIDConnectProvider: queryOperation({
    write: true,
    input: z.object({ OpenIDConnectProviderArn: arn, Tags: tagList }),
    run: (call, { OpenIDConnectProviderArn, Tags }) => {
      addTags(find(call, OpenIDConnectProviderArn).tags, Tags);
    },
  }),

  UntagOpenIDConnectProvider: queryOperation({
    write: true,
    input: z.object({ OpenIDConnectProviderArn: arn, TagKeys: strings }),
    run: (call, { OpenIDConnectProviderArn, TagKeys }) => {
      const { tags } = find(call, OpenIDConnectProviderArn);
      for (const key of TagKeys) tags.delete(key);
    },
  }),

  DeleteOpenIDConnectProvider: queryOperation({
    write: true,
    input: z.object({ OpenIDConnectProviderArn: arn }),
    run: (call, { OpenIDConnectProviderArn }) => {
      find(call, OpenIDConnectProviderArn);
      call.world.aws
        .account(call.caller.accountId)
        .oidcProviders.delete(OpenIDConnectProviderArn);
    },
  }),

  ListOpenIDConnectProviders: queryOperation({
    write: false,
    input: z.object({}),
    run: ({ world, caller }) => ({
      OpenIDConnectProviderList: [
        ...world.aws.account(caller.accountId).oidcProviders.keys(),
      ].map(Arn => ({ Arn })),
    }),
  }),
};

function find({ world, caller }: QueryCall, providerArn: string) {
  const provider = world.aws
    .account(caller.accountId)
    .oidcProviders.get(providerArn);
  if (!provider) {
    throw noSuchEntity(
      `OpenIDConnect Provider not found for arn ${providerArn}`,
    );
  }
  return provider;
}
