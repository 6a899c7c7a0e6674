import { ListAssociatedAccessPoliciesCommand } from '@aws-sdk/client-eks';
import {
  describeFailure,
  observePart,
  parts,
} from 'backstage-plugin-humanitec-eks-node';
import type { PermissionAsked } from 'sandbox';
import { parseAllDocuments } from 'yaml';
import { identity } from '../__testUtils__/actionStack';
import { allFlows, everything, FlowName } from './__testUtils__/flows';
import {
  backstageRole,
  PrivilegedStack,
  startPrivilegedStack,
} from './__testUtils__/privilegedStack';
import {
  Beginnings,
  beginnings,
  flowNames,
  Recorded,
  recordFlows,
} from './__testUtils__/recordFlows';
import {
  documentedRules,
  giveRulesInstead,
  objectSchema,
  Rule,
} from './__testUtils__/rulesInstead';

jest.setTimeout(120_000);

/** Tells what it can where something is refused. */
const page: FlowName = "reading a cluster's page";
/** Reads otherwise what it could not list, so that others say more. */
const last: FlowName = 'verifying';

/** These are about the access that Backstage gives itself, or about no cluster. */
const withoutRules: FlowName[] = [
  'giving up the access to the cluster',
  'taking the access to the cluster back',
  'bringing clusters into the catalog',
  'filling in the form',
];
const withRules = flowNames.filter(
  name => allFlows[name].from === 'bound' && !withoutRules.includes(name),
);

type Asked = Extract<PermissionAsked, { system: 'kubernetes' }>;

const inCluster = ({ asked }: Pick<Recorded, 'asked'>): Asked[] =>
  asked
    .filter(one => one.system === 'kubernetes')
    // Whoever is signed in may ask which kinds there are (system:discovery).
    .filter(({ path }) => path === undefined);

/** `get secrets`, `list deployments.apps` */
const text = (verb: string, group: string, resource: string) =>
  `${verb} ${group ? `${resource}.${group}` : resource}`;

const textsOf = ({ verbs, apiGroups, resources }: Rule): string[] =>
  apiGroups.flatMap(group =>
    resources.flatMap(resource =>
      verbs.map(verb => text(verb, group, resource)),
    ),
  );

describe('the rights of Backstage in a cluster', () => {
  let stack: PrivilegedStack;
  let worlds: Beginnings;
  let recorded: Recorded[];
  beforeAll(async () => {
    stack = await startPrivilegedStack();
    worlds = await beginnings(stack);
    recorded = await recordFlows(stack, worlds);
  });
  afterAll(() => stack?.stop());

  const ready = async (name: FlowName, rules?: Rule[]) => {
    await worlds.ready(name);
    await giveRulesInstead(rules);
    stack.takeAsked();
  };

  /** Every right that is handed on to Humanitec and the runner. */
  const handedOn = async () => {
    const { spec } = await stack.engine(everything);
    return [parts.deployAccess, parts.runnerAccess]
      .flatMap(part => part.render(spec))
      .filter(({ path }) => path.startsWith('kubernetes/'))
      .flatMap(({ content }) => parseAllDocuments(content))
      .flatMap(document => objectSchema.parse(document.toJS()).rules ?? [])
      .flatMap(textsOf);
  };

  it.each(withRules)('are enough for %s', async name => {
    await ready(name);
    await allFlows[name].run(stack);
    const asked = inCluster({ asked: stack.takeAsked() });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it('are each used by a flow, or handed on, and no other is', async () => {
    const used = recorded
      .flatMap(inCluster)
      .map(({ verb, group, resource }) => text(verb, group, resource));
    expect([...new Set(documentedRules.flatMap(textsOf))].sort()).toEqual(
      [...new Set([...used, ...(await handedOn())])].sort(),
    );
  });

  it('hold no wildcard', () => {
    expect(JSON.stringify(documentedRules)).not.toContain('*');
  });

  it('let it use the access entry that the team has made, as it is', async () => {
    await ready('verifying');
    const { spec, systems } = await stack.engine(everything);
    expect(await observePart(parts.cluster, spec, systems)).toMatchObject({
      status: 'inSync',
    });
    const { associatedAccessPolicies } = await stack.tamper.eks.send(
      new ListAssociatedAccessPoliciesCommand({
        clusterName: identity.clusterName,
        principalArn: `arn:aws:iam::${identity.awsAccountId}:${backstageRole}`,
      }),
    );
    expect(associatedAccessPolicies).toEqual([]);
  });

  const singles = documentedRules.map(
    (rule, index) => [textsOf(rule).join(', '), index] as const,
  );

  it.each(singles)('without %s a flow says so', async (_, index) => {
    const rules = documentedRules.filter((__, other) => other !== index);
    const lost = textsOf(documentedRules[index]).filter(
      one => !rules.flatMap(textsOf).includes(one),
    );
    const flow = withRules
      .filter(name => name !== page)
      .sort((a, b) => Number(a === last) - Number(b === last))
      .find(name =>
        recorded.some(
          one =>
            one.name === name &&
            inCluster(one).some(({ verb, group, resource }) =>
              textsOf(documentedRules[index]).includes(
                text(verb, group, resource),
              ),
            ),
        ),
      );
    // What is only handed on is missed when the roles are made.
    const name =
      flow ?? 'binding a cluster again that an off-boarding has kept';
    await ready(name, rules);
    let told: string;
    try {
      told = ((await allFlows[name].run(stack)) ?? []).join('\n');
    } catch (error) {
      told = describeFailure(error);
    }
    const refused = inCluster({ asked: stack.takeAsked() }).filter(
      ({ allowed }) => !allowed,
    );
    expect([lost.length > 0, told]).toEqual([
      true,
      expect.stringMatching(/cannot|forbidden|not currently held|refused/),
    ]);
    expect(refused.length > 0 || /not currently held/.test(told)).toBe(true);
  });
});
