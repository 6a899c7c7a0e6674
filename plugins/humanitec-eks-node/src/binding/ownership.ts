import type {
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';

/**
 * What follows from whose a thing is that is there already: ours is updated
 * where it differs, somebody else's is adopted when that was asked for, else refused.
 *
 * @param options - `fields` is what differs from what is asked for, `foreign` says
 *   what was found and how to get out of its way: `a role of this name exists and
 *   does not carry our tag; choose another name`, and `reason` why ours is changed
 */
export function ownership(options: {
  ours: boolean;
  adopt: boolean;
  subject: Pick<Change, 'kind' | 'name'>;
  fields: FieldChange[];
  foreign: string;
  reason?: string;
}): Change[] {
  const { ours, adopt, subject, fields, foreign, reason } = options;
  const why = reason === undefined ? {} : { reason };
  if (ours) {
    const same = fields.length === 0 && reason === undefined;
    return same ? [] : [{ action: 'update', ...subject, fields, ...why }];
  }
  if (adopt) return [{ action: 'adopt', ...subject, fields, ...why }];
  return [
    {
      action: 'refuse',
      ...subject,
      fields,
      reason: `${foreign}, or set adopt to take it over`,
    },
  ];
}
