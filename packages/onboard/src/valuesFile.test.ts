import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readValuesFile } from './valuesFile';

describe('the file with the values', () => {
  it('of the worked example is read', async () => {
    const path = 'examples/onboarding/eks-automode-prod.yaml';
    expect(
      await readValuesFile(resolve(__dirname, '../../..', path)),
    ).toMatchObject({
      template: 'template:default/onboard-private-eks-cluster',
      values: { awsAccountId: '111122223333' },
    });
  });

  it.each([
    ['no YAML', 'a: [', /Flow sequence|flow collection/],
    ['no template', 'values: {}', /template: /],
    [
      'a reference to something else',
      'template: component:a\nvalues: {}',
      /template: must be a reference/,
    ],
    [
      'a key too many',
      'template: template:default/a\nvalues: {}\nvalue: 1',
      /value/,
    ],
    ['a list', '- 1', /the file must have template and values/],
  ])(
    'with %s is refused, with the file and the field',
    async (_, text, reason) => {
      const path = join(
        await mkdtemp(join(tmpdir(), 'values-')),
        'values.yaml',
      );
      await writeFile(path, text);
      const reading = readValuesFile(path);
      await expect(reading).rejects.toThrow(reason);
      await expect(reading).rejects.toThrow(path);
      await expect(reading).rejects.toMatchObject({ exitCode: 2 });
    },
  );

  it('that is not there is named', async () => {
    await expect(readValuesFile('/no/such.yaml')).rejects.toThrow(
      /\/no\/such\.yaml: there is no such file/,
    );
  });
});
