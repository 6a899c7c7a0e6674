import { stripVTControlCharacters } from 'node:util';
import { ActionStack, startActionStack } from './__testUtils__/actionStack';
import { Moment, momentsOf } from './__testUtils__/momentsOf';
import { dryRun, runTemplate, workedExample } from './__testUtils__/scaffolder';
import { thingsInWorld } from './__testUtils__/thingsInWorld';

jest.setTimeout(300_000);

const template = 'onboard-private-eks-cluster';

describe('a dry-run of an onboarding that was left half-made', () => {
  let stack: ActionStack;
  let values: Record<string, unknown>;
  let moments: Moment[];
  let whole: unknown;
  beforeAll(async () => {
    stack = await startActionStack();
    ({ values } = await workedExample());
    moments = await momentsOf(stack, onboard);
    whole = await stack.world();
  });
  afterAll(() => stack?.stop());

  const onboard = async () => {
    const task = await runTemplate(
      stack,
      `template:default/${template}`,
      values,
    );
    expect(task.status).toBe('completed');
  };
  const backTo = async ({ snapshot }: Moment) => {
    await stack.sandbox.restore(snapshot);
    stack.sandbox.world.calls.clear();
  };
  const plan = async () => {
    const response = await dryRun(stack, template, values);
    expect([response.status, response.body.error]).toEqual([200, undefined]);
    const log: { body: { message: string } }[] = response.body.log;
    return log.map(({ body }) => stripVTControlCharacters(body.message));
  };

  it('plans after any number of calls exactly what a run then changes, and writes nothing', async () => {
    expect(moments.length).toBeGreaterThan(35);
    for (const moment of moments) {
      await backTo(moment);
      const before = await stack.world();
      const lines = await plan();
      const { where } = moment;
      expect([where, planned(lines, before, whole)]).toEqual([
        where,
        difference(before, whole),
      ]);
      const writes = stack.writes().map(({ operation }) => operation);
      expect([where, writes]).toEqual([where, []]);
      const after = await stack.world();
      expect([where, difference(before, after)]).toEqual([where, []]);
    }
  });

  it('is followed by a run that changes that and nothing else', async () => {
    const every = Math.ceil(moments.length / 6);
    const some = moments.filter((_, index) => index % every === 0);
    for (const moment of some) {
      await backTo(moment);
      await onboard();
      expect([moment.where, await stack.world()]).toEqual([
        moment.where,
        whole,
      ]);
    }
  });

  it('names what is there already as unchanged', async () => {
    await backTo(moments[moments.length - 1]);
    const lines = await plan();
    expect(lines).toContain(
      'info:   = iam role humanitec-role-to-access-eks-automode-prod-cluster',
    );
    expect(lines).toContain(
      'info: 4 unchanged. Nothing was changed: this is a dry-run.',
    );
    expect(lines.filter(line => /^info: {3}[+~>-] /.test(line))).toEqual([]);
  });
});

/** `+ iam role x` for each thing that only the second world has, `~` for each that is otherwise there, `-` for each that is gone. */
function difference(before: unknown, after: unknown): string[] {
  const had = thingsInWorld(before);
  const has = thingsInWorld(after);
  const ours = [...new Set([...had.keys(), ...has.keys()])].filter(isPlanned);
  return ours
    .filter(thing => had.get(thing) !== has.get(thing))
    .map(thing => {
      if (!had.has(thing)) return `+ ${thing}`;
      return has.has(thing) ? `~ ${thing}` : `- ${thing}`;
    })
    .sort();
}

/** EKS and Kubernetes make these themselves. */
function isPlanned(thing: string): boolean {
  return ![
    /^access entry .*-node-role$/,
    /kube-root-ca\.crt$/,
    /^kubernetes object ServiceAccount .*\/default$/,
    /^kubernetes object (Namespace|ConfigMap|Service|ServiceAccount) (default|kube-)/,
    /^kubernetes object ClusterRole(Binding)? (?!humanitec)/,
    /^iam role awsservicerole/,
  ].some(pattern => pattern.test(thing));
}

/** The things that the lines of a dry-run would change, each once. */
function planned(lines: string[], ...worlds: unknown[]): string[] {
  const things = worlds.flatMap(world => [...thingsInWorld(world).keys()]);
  const found = lines.flatMap(line => {
    const [, sign, rest] = /^info: {3}([+~>!-]) (.*)$/.exec(line) ?? [];
    // Pods that are not ready yet are no thing that is made.
    if (!sign || rest.startsWith('rollout ')) return [];
    const thing = things.find(
      name => rest === name || rest.startsWith(`${name}: `),
    );
    return [`${sign} ${thing ?? rest}`];
  });
  return [...new Set(found)].sort();
}
