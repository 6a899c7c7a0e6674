import {
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { instantTimings } from 'sandbox';
import { z } from 'zod';
import { identity } from '../__testUtils__/actionStack';
import { foreignKey, secret } from '../__testUtils__/agentObjects';
import { onboardByEngine } from '../__testUtils__/engine';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { platformIam } from '../__testUtils__/platformAccount';
import { startStack, Stack } from '../__testUtils__/startStack';
import { tamperWith } from '../__testUtils__/tamper';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(120_000);

const NAME = 'prod-cluster';
const RoleName = `humanitec-role-to-access-${identity.clusterName}-cluster`;

const trustSchema = z.object({
  Statement: z.tuple([
    z.object({
      Condition: z.object({
        StringEquals: z.object({ 'sts:ExternalId': z.string() }),
      }),
    }),
  ]),
});
const secretSchema = z.object({ data: z.record(z.string(), z.string()) });

describe('what is told of a cluster', () => {
  const entities = entitiesInCatalog();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(instantTimings, { features: [entities.feature] });
    await entities.publish([clusterEntity(NAME)]);
    await onboardByEngine(stack, { envType: 'production' });
    await untilInCatalog(stack, NAME);
  });
  afterAll(() => stack?.stop());

  const trust = async () => {
    const { Role } = await platformIam().send(new GetRoleCommand({ RoleName }));
    return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  };
  const externalId = (document: string) =>
    trustSchema.parse(JSON.parse(document)).Statement[0].Condition.StringEquals[
      'sts:ExternalId'
    ];
  const privateKeys = async () => {
    const api = await tamperWith(stack, identity.clusterName).kubernetes();
    const { data } = secretSchema.parse(await api.read(secret));
    return Object.values(data);
  };

  it('holds no external ID, private key or token, also where these differ from what they should be', async () => {
    const document = await trust();
    const [before, after] = [
      externalId(document),
      'somebody-elses-external-id',
    ];
    const keys = await privateKeys();
    expect(keys.length).toBeGreaterThan(0);
    await platformIam().send(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: document.replace(before, after),
      }),
    );
    const { data } = foreignKey();
    const tamper = tamperWith(stack, identity.clusterName);
    await tamper.patchObject(secret, { data });

    const { text } = await stack.api.get(pathOf(NAME)).expect(200);
    expect(text).toContain('"drifted"');
    const secrets = [
      before,
      after,
      'sandbox-humanitec-token',
      'k8s-aws-v1.',
      'X-Amz-Signature',
      'PRIVATE KEY',
      ...keys,
      ...Object.values(data),
    ];
    expect(secrets.filter(one => text.includes(one))).toEqual([]);
  });
});
