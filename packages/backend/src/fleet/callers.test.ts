import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  Fleet,
  humanitecEksBindingReadPermission,
} from 'backstage-plugin-humanitec-eks-common';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import type { Stack } from '../__testUtils__/startStack';
import {
  FleetStack,
  lookedAt,
  readFleet,
  startFleetStack,
  untilFleet,
} from './__testUtils__/fleetStack';

jest.setTimeout(240_000);

const COUNT = 6;
const samsAccount = '111122223333';

/** Sam sees clusters of one account; pat sees all, and may not see bindings. */
class TestPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const name = user?.info.userEntityRef;
    if (
      name === 'user:default/sam' &&
      isResourcePermission(permission, 'catalog-entity')
    ) {
      return createCatalogConditionalDecision(permission, {
        anyOf: [
          catalogConditions.isEntityKind({ kinds: ['User', 'Group'] }),
          catalogConditions.hasAnnotation({
            annotation: ANNOTATION_AWS_ACCOUNT_ID,
            value: samsAccount,
          }),
        ],
      });
    }
    const isRefused =
      name === 'user:default/pat' &&
      isPermission(permission, humanitecEksBindingReadPermission);
    return { result: isRefused ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
  }
}

const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      init: async deps => deps.policy.setPolicy(new TestPolicy()),
    });
  },
});

type Person = Pick<Stack, 'api'>;

describe('people who may see different clusters', () => {
  let stack: FleetStack;
  let sam: Person;
  let guest: Person;
  beforeAll(async () => {
    const people = entitiesInCatalog();
    stack = await startFleetStack(COUNT, {
      appConfig: signInConfig,
      features: [...signInFeatures, policy, people.feature],
    });
    await people.publish([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'pat' },
        spec: { memberOf: [] },
      },
    ]);
    [sam, guest] = await Promise.all(
      ['sam', 'guest'].map(name => signIn(stack.url, `user:default/${name}`)),
    );
    await untilFleet(guest, lookedAt(COUNT));
  });
  afterAll(() => stack?.stop());

  const accountsOf = ({ items }: Fleet) => [
    ...new Set(items.map(({ awsAccountId }) => awsAccountId)),
  ];

  it('are told their own, in rows, totals and counts', async () => {
    const [ofSam, ofGuest] = [await readFleet(sam), await readFleet(guest)];
    expect(accountsOf(ofGuest).sort()).toEqual([samsAccount, '444455556666']);
    expect(accountsOf(ofSam)).toEqual([samsAccount]);
    expect(ofSam.total).toBe(3);
    expect(ofSam.counts.awsAccountId).toEqual({ [samsAccount]: 3 });
    expect(ofGuest.counts.awsAccountId).toEqual({
      [samsAccount]: 3,
      '444455556666': 3,
    });
    const all = ofGuest.items.filter(
      ({ awsAccountId }) => awsAccountId === samsAccount,
    );
    expect(ofSam.items).toEqual(all);
  });

  it('find nothing of others by filter or search', async () => {
    const hidden = '444455556666';
    expect(await readFleet(sam, { awsAccountId: hidden })).toMatchObject({
      items: [],
      total: 0,
    });
    expect(await readFleet(sam, { search: hidden })).toMatchObject({
      items: [],
      total: 0,
    });
  });

  it('share one look, whoever asked first', async () => {
    stack.sandbox.world.calls.clear();
    await Promise.all([readFleet(sam), readFleet(guest)]);
    expect(stack.calls()).toEqual([]);
  });

  it('are refused without the permission, and without a sign-in', async () => {
    const pat = await signIn(stack.url, 'user:default/pat');
    const { status, body } = await pat.api.get(
      '/api/humanitec-eks/v1/bindings',
    );
    expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
    const { status: unknown } = await stack.api.get(
      '/api/humanitec-eks/v1/bindings',
    );
    expect(unknown).toBe(401);
  });
});
