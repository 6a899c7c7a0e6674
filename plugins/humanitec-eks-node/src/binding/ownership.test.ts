import { ownership } from './ownership';

const subject = { kind: 'iam role', name: 'role' };
const fields = [{ path: 'Path', from: '/', to: '/a/' }];
const thing = {
  owner: 'us' as const,
  adopt: false,
  subject,
  fields,
  unmarked: 'a role of this name exists',
  remedies: ['choose another name'],
};

describe('a thing that is there', () => {
  it('and is ours is left alone when nothing differs', () => {
    expect(ownership({ ...thing, fields: [] })).toEqual([]);
  });

  it('and is ours is updated where it differs', () => {
    expect(ownership(thing)).toEqual([
      { action: 'update', ...subject, fields },
    ]);
  });

  it('and is ours is updated for a reason that no field shows', () => {
    expect(ownership({ ...thing, fields: [], reason: 'it is void' })).toEqual([
      { action: 'update', ...subject, fields: [], reason: 'it is void' },
    ]);
  });

  it('and carries no mark is refused, with what was found and the ways out', () => {
    expect(ownership({ ...thing, owner: 'nobody' })).toEqual([
      {
        action: 'refuse',
        ...subject,
        fields,
        reason:
          'a role of this name exists; choose another name, or set adopt to take it over',
      },
    ]);
  });

  it('and carries no mark is adopted when that is asked for, even when nothing differs', () => {
    expect(
      ownership({ ...thing, owner: 'nobody', adopt: true, fields: [] }),
    ).toEqual([{ action: 'adopt', ...subject, fields: [] }]);
  });

  it.each([true, false])(
    'and carries the mark of another binding is refused, with adopt: %s',
    adopt => {
      const owner = { other: 'cluster a (AWS account 1, eu-west-1)' };
      expect(ownership({ ...thing, owner, adopt })).toEqual([
        {
          action: 'refuse',
          ...subject,
          fields,
          reason:
            'it belongs to the binding of cluster a (AWS account 1, eu-west-1); off-board that cluster, or choose another name',
        },
      ]);
    },
  );
});
