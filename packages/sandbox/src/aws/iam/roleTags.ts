import { z } from 'zod';
import { queryOperation } from '../query';
import { findRole } from './findRole';
import { iamPage, paging, roleName, strings } from './names';
import { addTags, tagList, tagMembers } from './tags';

export const operations = {
  TagRole: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, Tags: tagList }),
    run: (call, { RoleName, Tags }) => {
      addTags(findRole(call, RoleName).tags, Tags);
    },
  }),

  UntagRole: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, TagKeys: strings }),
    run: (call, { RoleName, TagKeys }) => {
      const { tags } = findRole(call, RoleName);
      for (const key of TagKeys) tags.delete(key);
    },
  }),

  ListRoleTags: queryOperation({
    write: false,
    input: z.object({ ...paging, RoleName: roleName }),
    run: (call, request) => {
      const tags = tagMembers(findRole(call, request.RoleName).tags);
      const { members, paging: rest } = iamPage(tags, request);
      return { Tags: members, ...rest };
    },
  }),
};
