import { ownership } from './ownership';

const subject = { kind: 'iam role', name: 'role' };
const fields = [{ path: 'Path', from: '/', to: '/a/' }];
const thing = {
  ours: true,
  adopt: false,
  subject,
  fields,
  foreign: 'a role of this name exists; choose another name',
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

  it('and is not ours is refused, with what was found and the ways out', () => {
    expect(ownership({ ...thing, ours: false })).toEqual([
      {
        action: 'refuse',
        ...subject,
        fields,
        reason:
          'a role of this name exists; choose another name, or set adopt to take it over',
      },
    ]);
  });

  it('and is not ours is adopted when that is asked for, even when nothing differs', () => {
    expect(
      ownership({ ...thing, ours: false, adopt: true, fields: [] }),
    ).toEqual([{ action: 'adopt', ...subject, fields: [] }]);
  });
});
