import { exampleSpec } from '../__testUtils__/exampleSpec';
import {
  criterionText,
  distinctCriteria,
  humanitecCriteria,
  writtenCriterion,
} from './matchingCriteria';

describe('criteria in the words of Humanitec', () => {
  it('are many rules of environment type, application, environment and class', () => {
    const spec = exampleSpec({
      criteria: [
        { envType: 'production' },
        { appId: 'shop', envId: 'staging', class: 'gpu' },
        {},
      ],
    });
    expect(humanitecCriteria(spec)).toEqual([
      { env_type: 'production' },
      { app_id: 'shop', env_id: 'staging', class: 'gpu' },
      {},
    ]);
  });

  it('are not asked for when none are given', () => {
    expect(humanitecCriteria(exampleSpec())).toBeUndefined();
  });

  it('leave the default class unsaid, however it is written', () => {
    const spec = exampleSpec({
      criteria: [{ envType: 'production', class: 'default' }],
    });
    const read = {
      env_type: 'production',
      app_id: '',
      env_id: null,
      class: 'default',
    };
    expect(humanitecCriteria(spec)).toEqual([writtenCriterion(read)]);
  });

  it('are each there once', () => {
    expect(
      distinctCriteria([{ app_id: 'a' }, { app_id: 'b' }, { app_id: 'a' }]),
    ).toEqual([{ app_id: 'a' }, { app_id: 'b' }]);
  });

  it('read as a sentence does', () => {
    expect(criterionText({ env_type: 'production', app_id: 'shop' })).toBe(
      'env_type production, app_id shop',
    );
    expect(criterionText({})).toBe('everything');
  });
});
