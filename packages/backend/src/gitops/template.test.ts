import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { renderBinding } from 'backstage-plugin-humanitec-eks-node';
import { parse } from 'yaml';
import {
  gitHostIntegration,
  GitHost,
  startGitHost,
} from '../__testUtils__/gitHost';
import { dryRun, runTemplate } from '../__testUtils__/scaffolder';
import { startStack, Stack } from '../__testUtils__/startStack';
import { untilCalled } from '../__testUtils__/untilCalled';

jest.setTimeout(60_000);

const name = 'onboard-private-eks-cluster-gitops';
const template = `template:default/${name}`;
/** Of startStack; the one without is not asked. */
const organizationsWithToken = 3;
const repoUrl = 'git.example.com?owner=platform&repo=clusters';

describe('the onboarding template that opens a pull request', () => {
  let gitHost: GitHost;
  let stack: Stack;
  let values: Record<string, unknown>;
  let expected: Record<string, string>;
  beforeAll(async () => {
    gitHost = await startGitHost();
    stack = await startStack(
      {},
      { appConfig: { integrations: gitHostIntegration(gitHost) } },
    );
    const root = resolve(__dirname, '../../../..');
    const file = 'examples/onboarding/eks-automode-prod-gitops.yaml';
    ({ values } = parse(await readFile(resolve(root, file), 'utf8')));
    expected = filesOf(values);
    // Afterwards the catalog's look for clusters is over, for ten minutes.
    const looks = 'GET /orgs/{orgId}/resources/defs';
    await untilCalled(stack, looks, organizationsWithToken);
    stack.sandbox.world.calls.clear();
  });
  afterAll(async () => {
    await stack?.stop();
    await gitHost?.close();
  });

  const calls = () => stack.sandbox.world.calls.all();

  it('renders in a dry-run what it would open, and opens nothing', async () => {
    const { status, body } = await dryRun(stack, name, { ...values, repoUrl });

    expect(status).toBe(200);
    const shown: { path: string; base64Content: string }[] =
      body.directoryContents;
    expect(
      Object.fromEntries(
        shown.map(({ path, base64Content }) => [
          path,
          Buffer.from(base64Content, 'base64').toString(),
        ]),
      ),
    ).toEqual(expected);
    expect(gitHost.requests).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('opens no pull request where no repository is given, and lists the files', async () => {
    const task = await runTemplate(stack, template, values);

    expect(task.steps).toEqual([
      { id: 'render', status: 'completed' },
      { id: 'publish', status: 'skipped' },
    ]);
    expect(task.output).toMatchObject({
      text: [{ content: expect.stringContaining('- aws/cluster.yaml\n- ') }],
    });
    // The page leaves out a link that leads nowhere.
    expect(task.output.links).toEqual([
      { title: 'Pull request', icon: 'github' },
    ]);
    expect(gitHost.requests).toEqual([]);
  });

  it('opens a pull request with exactly the rendered files, and calls nothing else', async () => {
    const task = await runTemplate(stack, template, { ...values, repoUrl });

    expect(task.status).toBe('completed');
    expect(task.output.links).toEqual([
      {
        title: 'Pull request',
        icon: 'github',
        url: 'https://git.example.com/platform/clusters/pull/1',
      },
    ]);
    const [pull, ...others] = gitHost.pullRequests();
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      head: 'onboard-eks-automode-prod',
      base: 'main',
      title: 'Onboard EKS cluster eks-automode-prod to Humanitec',
    });
    const folder = 'clusters/eks-automode-prod/';
    expect(pull.files).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([path, content]) => [
          `${folder}${path}`,
          content,
        ]),
      ),
    );
    expect(calls()).toEqual([]);
  });

  it('changes the pull request that is open when it is run again', async () => {
    const task = await runTemplate(stack, template, {
      ...values,
      repoUrl,
      version: '1.35',
    });

    expect(task.status).toBe('completed');
    const pulls = gitHost.pullRequests();
    expect(pulls).toHaveLength(1);
    const file = pulls[0].files['clusters/eks-automode-prod/aws/cluster.yaml'];
    expect(parse(file).Resources.Cluster.Properties.Version).toBe('1.35');
  });

  it.each([
    ['a cluster without subnets', { subnetIds: [] }, /subnetIds/],
    [
      'an address that Humanitec cannot be held to',
      { access: { accountType: 'aws-identity', sourceIps: ['198.51.100.1'] } },
      /accessRole\.sourceIps is for the account type aws-role/,
    ],
    [
      'an unknown region',
      { region: 'eu-central-9' },
      /region: eu-central-9 is not an AWS region/,
    ],
  ])('%s is refused without a call', async (_, wrong, reason) => {
    const { status, body } = await dryRun(stack, name, { ...values, ...wrong });

    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(reason);
    expect(calls()).toEqual([]);
  });

  it('asks what the onboarding template asks, but for what needs a look or a later run', async () => {
    const asked = await fieldsOf('onboard-private-eks-cluster');
    const without = ['adopt', 'preview', 'restoreAccess', 'revokeAccess'];
    expect(await fieldsOf(name)).toEqual(
      [
        ...asked.filter(field => !without.includes(field)),
        'openPullRequest',
      ].sort(),
    );
  });

  it('passes every option of the form on', async () => {
    const options = {
      version: '1.35',
      securityGroupIds: ['sg-0a1b2c3d4e5f60001'],
      nodePools: ['system'],
      clusterOptions: {
        supportType: 'EXTENDED',
        deletionProtection: true,
        logging: ['audit'],
        encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/one',
        zonalShift: true,
      },
      appId: 'shop',
      criteria: [{ envType: 'staging', appId: 'shop' }],
      aws: { iamPath: '/platform/', tags: { team: 'no' } },
      access: { accountType: 'aws-identity' },
      clusterDefinition: { loadBalancer: 'lb.example.com' },
      agent: { replicas: 1 },
      runner: { drivers: ['container-runner'] },
    };
    const { body } = await dryRun(stack, name, { ...values, ...options });
    const shown: { path: string; base64Content: string }[] =
      body.directoryContents;
    expect(
      Object.fromEntries(
        shown.map(({ path, base64Content }) => [
          path,
          Buffer.from(base64Content, 'base64').toString(),
        ]),
      ),
    ).toEqual(filesOf({ ...values, ...options }));
  });
});

interface Properties {
  [name: string]: { properties?: Properties };
}

/** Every field of a template's form, those within objects by their path. */
async function fieldsOf(templateName: string): Promise<string[]> {
  const file = `examples/templates/${templateName}/template.yaml`;
  const text = await readFile(resolve(__dirname, '../../../..', file), 'utf8');
  const pages: { properties: Properties }[] = parse(text).spec.parameters;
  const names = (properties: Properties, prefix = ''): string[] =>
    Object.entries(properties).flatMap(([field, { properties: inner }]) =>
      inner ? names(inner, `${prefix}${field}.`) : [`${prefix}${field}`],
    );
  return pages.flatMap(({ properties }) => names(properties)).sort();
}

/** What the engine renders for the values of the form. */
function filesOf(values: Record<string, any>): Record<string, string> {
  const { owner, version, subnetIds, securityGroupIds, nodePools } = values;
  const { access, clusterOptions, ...rest } = values;
  const spec = bindingSpec({
    organization: rest.organization,
    awsAccountId: rest.awsAccountId,
    region: rest.region,
    clusterName: rest.clusterName,
    envType: rest.envType,
    appId: rest.appId,
    criteria: rest.criteria,
    names: rest.names,
    aws: rest.aws,
    clusterDefinition: rest.clusterDefinition,
    agent: rest.agent,
    runner: rest.runner,
    accessRole: access,
    cluster: {
      owner,
      version,
      subnetIds,
      securityGroupIds,
      nodePools,
      ...clusterOptions,
    },
  });
  return Object.fromEntries(
    renderBinding(spec).map(({ path, content }) => [path, content]),
  );
}
