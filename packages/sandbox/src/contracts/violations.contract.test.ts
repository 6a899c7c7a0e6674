import { Sandbox, startSandbox } from '../sandbox';
import { instantTimings } from '../timings';

describe('a sandbox with contracts', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ timings: instantTimings });
  });
  afterEach(async () => {
    sandbox.violations?.forgive(/./);
    await sandbox.close();
  });

  const ask = (path: string) =>
    fetch(`${sandbox.humanitecUrl}${path}`, {
      headers: { authorization: 'Bearer sandbox-humanitec-token' },
    });

  const violation =
    'humanitec GET /orgs/platform-org/nothing (GET, answered 404): this operation is not documented';

  it('keeps what is wrong with an exchange, and counts those that it judged', async () => {
    await ask('/orgs/platform-org/apps');
    await ask('/orgs/platform-org/nothing');
    const response = await fetch(`${sandbox.url}/_sandbox/violations`);
    expect(await response.json()).toEqual({
      judged: { aws: 0, humanitec: 2, kubernetes: 0 },
      violations: [violation],
    });
  });

  it('does not close in peace after one', async () => {
    const other = await startSandbox({ timings: instantTimings });
    await fetch(`${other.humanitecUrl}/orgs/platform-org/nothing`);
    await expect(other.close()).rejects.toThrow(
      violation.replace('404', '401'),
    );
  });

  it('forgives what a test says that it does on purpose, and nothing else', async () => {
    await ask('/orgs/platform-org/nothing');
    await ask('/orgs/platform-org/apps?colour=red');
    sandbox.violations?.forgive(/nothing/);
    expect(sandbox.violations?.all()).toEqual([
      'humanitec GET /orgs/{orgId}/apps (GET, answered 200): query colour: unknown',
    ]);
  });

  it('judges the request that meets a fault, not the faked response', async () => {
    sandbox.world.faults.add({
      system: 'humanitec',
      effect: { kind: 'garbage' },
    });
    await ask('/orgs/platform-org/apps?colour=red');
    expect(sandbox.violations?.all()).toEqual([
      'humanitec GET /orgs/{orgId}/apps (GET, answered garbage): query colour: unknown',
    ]);
  });

  it('says so when the folder is not there', async () => {
    await expect(startSandbox({ contracts: '/nowhere' })).rejects.toThrow(
      'There are no contracts in /nowhere',
    );
  });
});
