import { z } from 'zod';
import { RestCall, restOperation, urlQueryList } from '../restJson';
import { settleClusters } from './clusterStatus';
import { invalidParameter, resourceNotFound } from './errors';
import { tagMap, tagsOf } from './shapes';

const path = '/tags/:resourceArn';

export const TagResource = restOperation({
  method: 'post',
  path,
  write: true,
  input: z.object({ resourceArn: z.string(), tags: tagMap }),
  run: (call, request) => {
    const tags = findTags(call, request.resourceArn);
    const added = Object.entries(request.tags);
    if (new Map([...tags, ...added]).size > 50) {
      throw invalidParameter('A resource can have at most 50 tags');
    }
    for (const [key, value] of added) tags.set(key, value);
    return {};
  },
});

export const UntagResource = restOperation({
  method: 'delete',
  path,
  write: true,
  input: z.object({ resourceArn: z.string(), tagKeys: urlQueryList }),
  run: (call, { resourceArn, tagKeys }) => {
    const tags = findTags(call, resourceArn);
    for (const key of tagKeys ?? []) tags.delete(key);
    return {};
  },
});

export const ListTagsForResource = restOperation({
  method: 'get',
  path,
  write: false,
  input: z.object({ resourceArn: z.string() }),
  run: (call, { resourceArn }) => ({
    tags: tagsOf(findTags(call, resourceArn)),
  }),
});

/** The tags of a cluster, an access entry or a pod identity association of the caller's account and region. */
function findTags({ world, caller, region }: RestCall, resourceArn: string) {
  settleClusters(world);
  const place = `arn:aws:eks:${region}:${caller.accountId}:`;
  const taggable = [...world.aws.clusters.values()].flatMap(cluster => [
    { arn: cluster.arn, tags: cluster.tags },
    ...cluster.accessEntries.values(),
    ...Array.from(cluster.podIdentityAssociations.values(), one => ({
      arn: one.associationArn,
      tags: one.tags,
    })),
  ]);
  const found = taggable.find(({ arn }) => arn === resourceArn);
  if (!found || !resourceArn.startsWith(place)) {
    throw resourceNotFound(`Resource ${resourceArn} was not found`);
  }
  return found.tags;
}
