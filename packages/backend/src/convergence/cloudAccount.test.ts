import {
  CreateRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { convergence } from '../__testUtils__/convergence';
import { meanwhile } from '../__testUtils__/meanwhile';

const id = 'eks-automode-prod';
const path = `/resources/accounts/${id}`;
const accessRole = 'humanitec-role-to-access-eks-automode-prod-cluster';
const accessRoleArn = `arn:aws:iam::111122223333:role/${accessRole}`;
const humanitecUser = 'arn:aws:iam::767398028804:user/humanitec';
const create = 'POST /orgs/{orgId}/resources/accounts';
const patch = 'PATCH /orgs/{orgId}/resources/accounts/{accId}';
const checkCall = 'POST /orgs/{orgId}/resources/accounts/{accId}/actions/check';

const trust = (externalId: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: humanitecUser },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  });
const byHand = {
  id,
  name: 'Made by hand',
  type: 'aws-role',
  credentials: {
    aws_role: 'arn:aws:iam::111122223333:role/theirs',
    external_id: 'theirs',
  },
};

const part = convergence({
  part: 'cloudAccount',
  after: [['humanitec-eks:accessRole:apply']],
  drifts: {
    name: {
      tamper: async ({ humanitec }) => {
        const { name } = await humanitec('GET', path);
        await humanitec('PATCH', path, { name: `Renamed ${name}` });
      },
      shows: /name: Renamed eks-automode-prod/,
      repairedBy: [patch],
    },
    'external ID, rotated in the role': {
      tamper: ({ iam }) =>
        iam.send(
          new UpdateAssumeRolePolicyCommand({
            RoleName: accessRole,
            PolicyDocument: trust('1b4e28ba-2fa1-4f6d-9c3e-0242ac120002'),
          }),
        ),
      shows: /CRED-005.*credentials: differs \(hidden\)/s,
      repairedBy: [patch],
    },
    'external ID, replaced in the account': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, {
          credentials: { aws_role: accessRoleArn, external_id: 'wrong' },
        }),
      shows: /CRED-005.*credentials: differs \(hidden\)/s,
      repairedBy: [patch],
    },
    'role that is not there': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, {
          credentials: { aws_role: `${accessRoleArn}-old`, external_id: 'x' },
        }),
      shows: /CRED-005.*credentials: differs \(hidden\)/s,
      repairedBy: [patch],
    },
  },
  foreign: {
    'cloud account': {
      make: ({ humanitec }) => humanitec('POST', '/resources/accounts', byHand),
      refusal: /its name "Made by hand" does not carry our mark/,
    },
    'cloud account of another type': {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/accounts', {
          ...byHand,
          type: 'aws',
          credentials: {
            aws_access_key_id: 'AKIAEXAMPLE',
            aws_secret_access_key: 'theirs',
          },
        }),
      refusal:
        /a cloud account of type aws has this ID, and types cannot be changed; choose another ID/,
      adoptable: false,
    },
  },
});

const tamper = () => part.stack().tamper;
const sandbox = () => part.stack().sandbox;
const operations = () =>
  part
    .stack()
    .writes()
    .map(({ operation }) => operation);
const countOf = (operation: string) =>
  sandbox()
    .world.calls.all()
    .filter(call => call.operation === operation).length;

beforeAll(part.start, 120_000);
afterAll(part.stop);

describe('humanitec-eks:cloudAccount:apply', () => {
  it.each(part.cases)('%s', (_, check) => check(), 300_000);
});

describe('an account that works', () => {
  const otherArn = 'arn:aws:iam::111122223333:role/other';
  const leadElsewhere = async () => {
    await part.backToMade();
    await tamper().iam.send(
      new CreateRoleCommand({
        RoleName: 'other',
        AssumeRolePolicyDocument: trust('other'),
      }),
    );
    await tamper().humanitec('PATCH', path, {
      credentials: { aws_role: otherArn, external_id: 'other' },
    });
    sandbox().world.calls.clear();
  };

  it('but leads to another role is shown and mended', async () => {
    await leadElsewhere();
    const task = await part.apply();
    expect(task.log).toContain(
      `credentials.aws_role: ${otherArn} -> ${accessRoleArn}`,
    );
    expect(operations()).toEqual([patch]);
    sandbox().world.calls.clear();
    expect((await part.apply()).log).toContain('Unchanged.');
  });
});

describe('credentials that Humanitec refuses', () => {
  const refusal = (code: string, times: number) => ({
    system: 'humanitec' as const,
    operation: create,
    times,
    effect: {
      kind: 'error' as const,
      status: 400,
      code,
      message: 'refused for a test',
    },
  });

  it('right after the role was made are tried again until they work', async () => {
    await part.backToAbsent();
    sandbox().world.faults.add(refusal('CRED-005', 2));
    const task = await part.apply();
    expect(task.status).toBe('completed');
    expect(task.log).toMatch(
      /Humanitec cannot assume the access role yet \(CRED-005\); AWS may need up to 1\d\d s/,
    );
    expect(countOf(create)).toBe(3);
  }, 30_000);

  it('for another reason are refused at once', async () => {
    await part.backToAbsent();
    sandbox().world.faults.add(refusal('API-000', 1));
    const task = await part.apply();
    expect(task.status).toBe('failed');
    expect(task.log).toContain('API-000 refused for a test');
    expect(countOf(create)).toBe(1);
  });

  it('of a role that was made long ago are final after a short while', async () => {
    await part.backToAbsent();
    const role = sandbox().world.aws.findRole(accessRoleArn);
    if (role) role.createdAt -= 3_600_000;
    sandbox().world.faults.add(refusal('CRED-005', 1000));
    const start = Date.now();
    const task = await part.apply();
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /CRED-005 refused for a test\. Humanitec could not assume the role: compare/,
    );
    expect(Date.now() - start).toBeGreaterThan(15_000);
    expect(Date.now() - start).toBeLessThan(40_000);
  }, 60_000);

  it('are not tried without the access role', async () => {
    await part.backToAbsent();
    const task = await part.apply({ names: { accessRole: 'not-there' } });
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'IAM role not-there, with a trust policy that lets Humanitec in, is missing; run the step accessRole:apply first',
    );
    expect(operations()).toEqual([]);
  });
});

describe('the external ID', () => {
  it('is told to nobody', async () => {
    await part.backToAbsent();
    const uuid =
      /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;
    sandbox().world.faults.add({
      system: 'humanitec',
      operation: checkCall,
      effect: {
        kind: 'error',
        status: 400,
        code: 'CRED-005',
        message: 'refused for a test',
      },
    });
    expect((await part.apply()).log).not.toMatch(uuid);
    expect((await part.dryRun()).log).not.toMatch(uuid);
  });
});

describe('an account that is still referred to', () => {
  it('is not deleted: the definitions are named', async () => {
    await part.backToMade();
    await tamper().humanitec('POST', '/resources/defs', {
      id: 'team-bucket',
      name: 'Made by hand',
      type: 'k8s-cluster',
      driver_type: 'humanitec/k8s-cluster-eks',
      driver_account: id,
      driver_inputs: { values: { region: 'eu-central-1', name: 'x' } },
    });
    await expect(part.remove()).rejects.toThrow(
      /still in use by definition team-bucket\. Remove what refers to it/,
    );
    expect(await tamper().humanitec('GET', path)).toMatchObject({ id });
  });
});

describe('an account of somebody else', () => {
  it('is left where it is when ours is taken away', async () => {
    await part.backToAbsent();
    await tamper().humanitec('POST', '/resources/accounts', byHand);
    await part.remove();
    expect(await tamper().humanitec('GET', path)).toMatchObject({
      name: 'Made by hand',
    });
  });
});

describe('an account that is gone in between', () => {
  it('is made even when it went while it was checked', async () => {
    await part.backToMade();
    const world = await part.stack().world();
    const task = await meanwhile(
      part.stack(),
      checkCall,
      () => part.apply(),
      () => tamper().humanitec('DELETE', path),
    );
    expect(task.log).toContain('+ cloud account eks-automode-prod');
    expect(task.status).toBe('completed');
    expect(await part.stack().world()).toEqual(world);
  });

  it('is made again', async () => {
    await part.backToMade();
    const world = await part.stack().world();
    await tamper().humanitec('PATCH', path, {
      credentials: { aws_role: accessRoleArn, external_id: 'wrong' },
    });
    const task = await meanwhile(
      part.stack(),
      patch,
      () => part.apply(),
      () => tamper().humanitec('DELETE', path),
    );
    expect(task.log).toContain('Something was changed in between');
    expect(task.status).toBe('completed');
    expect(await part.stack().world()).toEqual(world);
  });
});

describe('an account of type aws-identity', () => {
  const identity = { accessRole: { accountType: 'aws-identity' } };
  const run = (input: object = {}) =>
    part.stack().run('humanitec-eks:cloudAccount:apply', { ...input });

  it('is made for a role that trusts Humanitec by OIDC, and checked', async () => {
    await part.backToAbsent();
    await part.stack().run('humanitec-eks:accessRole:apply', identity);
    sandbox().world.calls.clear();
    const task = await run({
      accessRole: { ...identity.accessRole, stsRegion: 'eu-central-1' },
    });
    expect(task.status === 'completed' ? '' : task.log).toBe('');
    expect(await tamper().humanitec('GET', path)).toMatchObject({
      type: 'aws-identity',
    });
    expect(
      sandbox()
        .world.humanitec.organizations.get('platform-org')
        ?.accounts.get(id)?.credentials,
    ).toEqual({
      aws_identity_role_arn: accessRoleArn,
      aws_identity_audience: 'sts.amazonaws.com',
      sts_region: 'eu-central-1',
    });

    sandbox().world.calls.clear();
    expect((await run(identity)).log).toContain('Unchanged.');
    // Not asked for, so kept.
    expect((await run()).log).toContain('Unchanged.');
    expect(operations()).toEqual([]);
  });

  it('cannot take the place of one of type aws-role', async () => {
    await part.backToMade();
    const task = await run(identity);
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'a cloud account of type aws-role has this ID, and types cannot be changed; choose another ID, or take that account away first',
    );
    expect(operations()).toEqual([]);
  });

  it('is rendered under its own name', async () => {
    await part.backToAbsent();
    const { files } = await part.dryRun(identity);
    expect(files).toEqual(['humanitec/cloud-account.yaml']);
  });
});
