import { partIds } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { parts } from './binding';
import type { Thing } from './part';

const names = (things: Thing[]) =>
  things.map(({ kind, name }) => `${kind} ${name}`).sort();

it.each(partIds)(
  'the things of %s are all that is made where nothing is there',
  id => {
    const spec = exampleSpec({
      criteria: [{ envType: 'production' }],
      accessRole: { accountType: 'aws-identity' },
      runner: {
        podIdentityRoleArn: 'arn:aws:iam::111122223333:role/jobs',
        drivers: ['opentofu-container-runner', 'container-runner'],
      },
    });
    const { things, plan } = parts[id];
    expect(names(things(spec, undefined))).toEqual(
      names(plan(spec, undefined)),
    );
    expect(things(spec, undefined).length).toBeGreaterThan(0);
  },
);
