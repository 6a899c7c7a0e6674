import { Caller } from './authenticate';
import { decide, rbacRules, User } from './authorize';
import { JsonObject, record, text, texts, textMap } from './json';
import { groupVersion, Resource } from './resources';
import { Attributes, Rule } from './rules';
import { badRequest, noSuchPath } from './statusError';
import { Store } from './store';

/** Answers a review: a question about access. Nothing is stored. */
export function review(
  store: Store,
  caller: Caller,
  resource: Resource,
  body: JsonObject,
): JsonObject {
  const spec = record(body.spec);
  const answer = (status: JsonObject) => ({
    ...body,
    apiVersion: groupVersion(resource),
    kind: resource.kind,
    metadata: record(body.metadata),
    ...(resource.plural !== 'selfsubjectreviews' && { spec }),
    status,
  });
  switch (resource.plural) {
    case 'selfsubjectaccessreviews':
      return answer(accessStatus(store, caller, spec));
    case 'subjectaccessreviews':
    case 'localsubjectaccessreviews':
      return answer(accessStatus(store, subjectOf(spec), spec));
    case 'selfsubjectrulesreviews':
      return answer(rulesStatus(store, caller, spec));
    case 'selfsubjectreviews':
      return answer({
        userInfo: {
          username: caller.username,
          uid: caller.uid,
          groups: caller.groups,
          extra: caller.extra,
        },
      });
    default:
      throw noSuchPath();
  }
}

function accessStatus(store: Store, user: User, spec: JsonObject): JsonObject {
  const { allowed, reason } = decide(store, user, attributesOf(spec));
  return { allowed, ...(reason && { reason }) };
}

function attributesOf(spec: JsonObject): Attributes {
  if (spec.nonResourceAttributes) {
    const { path, verb } = textMap(spec.nonResourceAttributes);
    return { verb, group: '', resource: '', nonResourcePath: path };
  }
  if (!spec.resourceAttributes) {
    throw badRequest(
      'exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  }
  const { verb, group, resource, subresource, namespace, name } = textMap(
    spec.resourceAttributes,
  );
  return {
    verb: verb ?? '',
    group: group ?? '',
    resource: resource ?? '',
    subresource: subresource || undefined,
    namespace: namespace || undefined,
    name: name || undefined,
  };
}

function subjectOf(spec: JsonObject): User {
  return {
    username: text(spec.user) ?? '',
    groups: texts(spec.groups),
    policies: [],
  };
}

/** EKS access policies sit behind a webhook, which cannot list what it would allow. */
function rulesStatus(store: Store, user: User, spec: JsonObject): JsonObject {
  const held = rbacRules(store, user, text(spec.namespace));
  return {
    incomplete: true,
    evaluationError: 'webhook authorizer does not support user rule resolution',
    resourceRules: held
      .filter(rule => rule.resources.length > 0)
      .map(({ nonResourceURLs: _, ...rule }) => withoutEmpty(rule)),
    nonResourceRules: held
      .filter(rule => rule.nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
  };
}

function withoutEmpty(rule: Omit<Rule, 'nonResourceURLs'>): JsonObject {
  return {
    verbs: rule.verbs,
    apiGroups: rule.apiGroups,
    resources: rule.resources,
    ...(rule.resourceNames.length > 0 && { resourceNames: rule.resourceNames }),
  };
}
