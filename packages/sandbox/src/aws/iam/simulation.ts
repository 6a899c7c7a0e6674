import { z } from 'zod';
import { queryList, queryOperation } from '../query';
import { invalidInput, noSuchEntity } from './errors';
import { Context } from './conditions';
import { arn, document, iamPage, paging } from './names';
import { decide, Permissions, Wish } from './permissions';
import { permissionsOf } from './principal';
import { checkPermissionsPolicy } from './policyDocument';

const input = z.object({
  ...paging,
  PolicySourceArn: arn,
  ActionNames: queryList(z.string().min(3).max(128)).refine(
    names => names.length > 0,
    'Member must not be null',
  ),
  ResourceArns: queryList(z.string().min(1).max(2048)),
  PolicyInputList: queryList(document),
  PermissionsBoundaryPolicyInputList: queryList(document),
  ContextEntries: queryList(
    z.object({
      ContextKeyName: z.string(),
      ContextKeyType: z.string().optional(),
      ContextKeyValues: queryList(z.string()),
    }),
  ),
});

export const operations = {
  /** One result for each action on each resource, as the policies of the principal decide. */
  SimulatePrincipalPolicy: queryOperation({
    write: false,
    input,
    run: ({ world }, request) => {
      const { PolicySourceArn: source } = request;
      if (!/^arn:aws:iam::\d{12}:(role|user)\/.+/.test(source)) {
        throw invalidInput(`Invalid Entity Arn: ${source}`);
      }
      const own = permissionsOf(world.aws, source);
      if (!own) throw noSuchEntity(`${source} does not exist`);
      const permissions = withInputs(own, request);
      const context: Context = Object.fromEntries(
        request.ContextEntries.map(entry => [
          entry.ContextKeyName.toLowerCase(),
          entry.ContextKeyValues,
        ]),
      );
      const resources =
        request.ResourceArns.length > 0 ? request.ResourceArns : ['*'];
      const wishes = request.ActionNames.flatMap(action =>
        resources.map(resource => ({ action, resource, context })),
      );
      const { members, paging: rest } = iamPage(wishes, request);
      return {
        EvaluationResults: members.map(wish => evaluated(permissions, wish)),
        ...rest,
      };
    },
  }),
};

/** Policies of the request count beside those of the principal; a boundary takes the place of its own. */
function withInputs(
  own: Permissions,
  request: z.output<typeof input>,
): Permissions {
  const boundaries = request.PermissionsBoundaryPolicyInputList;
  [...request.PolicyInputList, ...boundaries].forEach(checkPermissionsPolicy);
  const added = request.PolicyInputList.map((text, index) => ({
    id: `PolicyInputList.${index + 1}`,
    type: 'user' as const,
    document: text,
  }));
  return {
    policies: [...own.policies, ...added],
    boundary: boundaries[0] ?? own.boundary,
  };
}

function evaluated(permissions: Permissions, wish: Wish) {
  const found = decide(permissions, wish);
  return {
    EvalActionName: wish.action,
    EvalResourceName: wish.resource,
    EvalDecision: found.decision,
    MatchedStatements: found.by.map(({ id, type }) => ({
      SourcePolicyId: id,
      SourcePolicyType: type,
    })),
    MissingContextValues: found.missingKeys,
    ...(found.allowedByBoundary !== undefined && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: found.allowedByBoundary,
      },
    }),
  };
}
