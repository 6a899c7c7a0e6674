// What IAM wants the caller to be allowed before it does something (Service Authorization Reference, IAM).
import { z } from 'zod';
import { iamArn } from '../arn';
import { Need, tagContext } from '../authorize';
import { QueryCall, queryList } from '../query';
import { tagList } from './tags';

// Not yet validated: what is no text stands for nothing here and is refused later.
const text = z.string().optional().catch(undefined);
const requestSchema = z.object({
  RoleName: text,
  PolicyName: text,
  PolicyArn: text,
  PolicySourceArn: text,
  Path: text,
  PathPrefix: text,
  Url: text,
  OpenIDConnectProviderArn: text,
  PermissionsBoundary: text,
  Tags: tagList.catch([]),
  TagKeys: queryList(z.string()).catch([]),
});
type Request = z.output<typeof requestSchema>;

export function iamNeeds(
  operation: string,
  call: QueryCall,
  parameters: unknown,
): Need[] {
  const request = requestSchema.parse(parameters);
  const resource = resourceOf(operation, call, request);
  const context = contextOf(call, request);
  const need = { action: `iam:${operation}`, resource, context };
  const tagging = taggingActions[operation];
  return tagging && request.Tags.length > 0
    ? [need, { ...need, action: tagging }]
    : [need];
}

/** To create something with tags is to tag it, too. */
const taggingActions: Record<string, string> = {
  CreateRole: 'iam:TagRole',
  CreatePolicy: 'iam:TagPolicy',
  CreateOpenIDConnectProvider: 'iam:TagOpenIDConnectProvider',
};

function resourceOf(
  operation: string,
  { world, caller: { accountId } }: QueryCall,
  request: Request,
): string {
  const { Path = '/', PathPrefix = '/' } = request;
  if (request.RoleName !== undefined) {
    const { roles } = world.aws.account(accountId);
    return (
      roles.get(request.RoleName.toLowerCase())?.arn ??
      iamArn(accountId, 'role', Path, request.RoleName)
    );
  }
  switch (operation) {
    case 'CreatePolicy':
      return iamArn(accountId, 'policy', Path, request.PolicyName ?? '');
    case 'ListRoles':
      return iamArn(accountId, 'role', PathPrefix, '');
    case 'ListPolicies':
      return iamArn(accountId, 'policy', PathPrefix, '');
    case 'CreateOpenIDConnectProvider':
    case 'ListOpenIDConnectProviders': {
      const provider = request.Url?.replace(/^https:\/\/|\/$/g, '') ?? '';
      return `arn:aws:iam::${accountId}:oidc-provider/${provider}`;
    }
    default:
      return (
        request.PolicyArn ??
        request.OpenIDConnectProviderArn ??
        request.PolicySourceArn ??
        '*'
      );
  }
}

function contextOf({ world, caller }: QueryCall, request: Request) {
  const { roles, policies } = world.aws.account(caller.accountId);
  const role = roles.get(request.RoleName?.toLowerCase() ?? '');
  const policy = policies.get(
    request.PolicyArn?.split('/').at(-1)?.toLowerCase() ?? '',
  );
  // Of a call about both, the role is the resource.
  const { tags: itsTags = new Map() } = request.RoleName
    ? role ?? {}
    : policy ?? {};
  const tags = new Map(request.Tags.map(({ Key, Value }) => [Key, Value]));
  const tagKeys = [...tags.keys(), ...request.TagKeys];
  return {
    ...tagContext('aws:requesttag', tags),
    ...(tagKeys.length > 0 && { 'aws:tagkeys': tagKeys }),
    ...tagContext('aws:resourcetag', itsTags),
    ...tagContext('iam:resourcetag', itsTags),
    ...(request.PermissionsBoundary && {
      'iam:permissionsboundary': request.PermissionsBoundary,
    }),
    ...(request.RoleName &&
      request.PolicyArn && { 'iam:policyarn': request.PolicyArn }),
  };
}
