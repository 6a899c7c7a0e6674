import { decide, denial, User } from './authorize';
import { bootstrapObjects } from './bootstrap';
import { JsonObject } from './json';
import { builtin } from './resources';
import { Attributes, describeRule, notCovered, ruleOf } from './rules';
import { Store } from './store';

const rbac = 'rbac.authorization.k8s.io';
const policyArn = (name: string) =>
  `arn:aws:eks::aws:cluster-access-policy/${name}`;

function store(): Store {
  const made = new Store();
  const add = (plural: string, object: JsonObject & { name: string }) => {
    const { name, namespace, ...rest } = object;
    const metadata = {
      name,
      namespace: typeof namespace === 'string' ? namespace : undefined,
    };
    made.create(builtin(rbac, plural), { ...rest, metadata }, 0);
  };
  for (const { resource, draft } of bootstrapObjects()) {
    made.create(resource, draft, 0);
  }
  add('clusterroles', {
    name: 'deploy',
    rules: [
      {
        apiGroups: ['apps'],
        resources: ['deployments'],
        verbs: ['get', 'list'],
      },
      {
        apiGroups: ['apps'],
        resources: ['deployments/scale'],
        verbs: ['update'],
      },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      { apiGroups: ['humanitec.io'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['/metrics/*'], verbs: ['get'] },
    ],
  });
  add('clusterrolebindings', {
    name: 'deploy',
    roleRef: { kind: 'ClusterRole', name: 'deploy' },
    subjects: [{ kind: 'Group', name: 'humanitec' }],
  });
  add('roles', {
    name: 'runner',
    namespace: 'runner',
    rules: [
      { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create'] },
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['one'],
        verbs: ['get'],
      },
    ],
  });
  add('rolebindings', {
    name: 'runner',
    namespace: 'runner',
    roleRef: { kind: 'Role', name: 'runner' },
    subjects: [
      { kind: 'Group', name: 'humanitec' },
      { kind: 'ServiceAccount', name: 'bot', namespace: 'runner' },
    ],
  });
  return made;
}

function user(options: Partial<User>): User {
  return { username: 'u', groups: [], policies: [], ...options };
}

const member = user({ groups: ['humanitec', 'system:authenticated'] });
const stranger = user({ groups: ['system:authenticated'] });
const withPolicy = (name: string, namespaces?: string[]) =>
  user({
    policies: [
      {
        policyArn: policyArn(name),
        accessScope: {
          type: namespaces ? 'namespace' : 'cluster',
          namespaces: namespaces ?? [],
        },
      },
    ],
  });

/** `verb group/resource[/subresource] [@namespace] [name]` */
function parse(request: string): Attributes {
  const [verb, target, ...rest] = request.split(' ');
  if (target.startsWith('/')) {
    return { verb, group: '', resource: '', nonResourcePath: target };
  }
  const [group, resource, subresource] = target.split('/');
  return {
    verb,
    group: group === 'core' ? '' : group,
    resource,
    subresource,
    namespace: rest.find(part => part.startsWith('@'))?.slice(1),
    name: rest.find(part => !part.startsWith('@')),
  };
}

describe('access is', () => {
  it.each<[boolean, string, string, User]>([
    [
      true,
      'a rule of a bound ClusterRole',
      'list apps/deployments @any',
      member,
    ],
    [false, 'another verb', 'delete apps/deployments @any', member],
    [false, 'another API group', 'list extensions/deployments @any', member],
    [
      true,
      'a subresource that is named',
      'update apps/deployments/scale @any',
      member,
    ],
    [
      false,
      'a subresource when only its resource is named',
      'get apps/deployments/status @any',
      member,
    ],
    [
      false,
      'the resource when only its subresource is named',
      'get core/pods @any',
      member,
    ],
    [
      true,
      'everything of a wildcard',
      'patch humanitec.io/workloads @any',
      member,
    ],
    [true, 'a path under a wildcard', 'get /metrics/pods', member],
    [false, 'a path elsewhere', 'get /logs/', member],
    [true, 'a Role in its namespace', 'create batch/jobs @runner', member],
    [false, 'a Role in another namespace', 'create batch/jobs @other', member],
    [false, 'a Role at the cluster scope', 'create batch/jobs', member],
    [true, 'a name that is listed', 'get core/secrets @runner one', member],
    [false, 'a name that is not', 'get core/secrets @runner two', member],
    [false, 'the list of a named secret', 'list core/secrets @runner', member],
    [
      true,
      'a ServiceAccount that is bound',
      'create batch/jobs @runner',
      user({ username: 'system:serviceaccount:runner:bot' }),
    ],
    [
      false,
      'somebody without a binding',
      'list apps/deployments @any',
      stranger,
    ],
    [
      true,
      'the version, for whoever is authenticated',
      'get /version',
      stranger,
    ],
    [
      true,
      'a review of oneself',
      `create authorization.k8s.io/selfsubjectaccessreviews`,
      stranger,
    ],
    [
      true,
      'anything, for system:masters',
      'delete core/nodes',
      user({ groups: ['system:masters'] }),
    ],
    [
      true,
      'anything, by ClusterAdminPolicy',
      'escalate rbac.authorization.k8s.io/clusterroles',
      withPolicy('AmazonEKSClusterAdminPolicy'),
    ],
    [
      true,
      'secrets, by EditPolicy',
      'create core/secrets @x',
      withPolicy('AmazonEKSEditPolicy'),
    ],
    [
      false,
      'roles, by EditPolicy',
      'create rbac.authorization.k8s.io/roles @x',
      withPolicy('AmazonEKSEditPolicy'),
    ],
    [
      true,
      'roles, by AdminPolicy',
      'create rbac.authorization.k8s.io/roles @x',
      withPolicy('AmazonEKSAdminPolicy'),
    ],
    [
      false,
      'escalation, by AdminPolicy',
      'escalate rbac.authorization.k8s.io/roles @x',
      withPolicy('AmazonEKSAdminPolicy'),
    ],
    [
      false,
      'secrets, by ViewPolicy',
      'get core/secrets @x',
      withPolicy('AmazonEKSViewPolicy'),
    ],
    [
      true,
      'secrets, by AdminViewPolicy',
      'get core/secrets @x',
      withPolicy('AmazonEKSAdminViewPolicy'),
    ],
    [
      true,
      'a namespace in the scope',
      'get core/pods @dev-1',
      withPolicy('AmazonEKSViewPolicy', ['dev-*']),
    ],
    [
      false,
      'a namespace outside the scope',
      'get core/pods @prod',
      withPolicy('AmazonEKSViewPolicy', ['dev-*']),
    ],
    [
      false,
      'the cluster scope with a namespace scope',
      'list core/pods',
      withPolicy('AmazonEKSViewPolicy', ['dev-*']),
    ],
  ])('allowed %s: %s', (allowed, _what, request, who) => {
    expect(decide(store(), who, parse(request)).allowed).toBe(allowed);
  });

  it('explained', () => {
    const reason = (who: User, request: string) =>
      decide(store(), who, parse(request)).reason;
    expect(reason(member, 'create batch/jobs @runner')).toBe(
      'RBAC: allowed by RoleBinding "runner/runner" of Role "runner" to Group "humanitec"',
    );
    expect(reason(withPolicy('AmazonEKSViewPolicy'), 'get core/pods @x')).toBe(
      `EKS Access Policy: allowed by ${policyArn('AmazonEKSViewPolicy')}`,
    );
  });

  it.each([
    [
      'list core/pods @x',
      'User "u" cannot list resource "pods" in API group "" in the namespace "x"',
    ],
    [
      'get apps/deployments/scale',
      'User "u" cannot get resource "deployments/scale" in API group "apps" at the cluster scope',
    ],
    ['get /metrics', 'User "u" cannot get path "/metrics"'],
  ])('denied in the words of Kubernetes: %s', (request, sentence) => {
    expect(denial(stranger, parse(request))).toBe(sentence);
  });
});

describe('the rules that somebody lacks', () => {
  it('are those of no held rule, one by one', () => {
    const held = [
      { apiGroups: ['*'], resources: ['pods'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['*'], verbs: ['get'] },
    ].map(ruleOf);
    const wanted = [
      {
        apiGroups: ['', 'apps'],
        resources: ['pods', 'deployments'],
        verbs: ['get', 'list'],
      },
    ].map(ruleOf);
    expect(notCovered(held, wanted).map(describeRule)).toEqual([
      '{APIGroups:[""], Resources:["deployments"], Verbs:["get"]}',
      '{APIGroups:[""], Resources:["deployments"], Verbs:["list"]}',
      '{APIGroups:["apps"], Resources:["deployments"], Verbs:["list"]}',
    ]);
  });
});
