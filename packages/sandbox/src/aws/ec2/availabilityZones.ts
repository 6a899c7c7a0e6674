import { z } from 'zod';
import { ec2List, ec2Operation } from '../ec2Query';
import { listed, listInput, withIds } from './filters';
import { isIn } from './place';

/** The zones of the region, as far as the account has a subnet there. */
export const DescribeAvailabilityZones = ec2Operation({
  input: { Filter: listInput.Filter, ZoneName: ec2List(z.string()) },
  run: (call, request) => {
    const zones = new Map(
      [...call.world.aws.subnets.values()]
        .filter(isIn(call))
        .map(one => [one.availabilityZone, one.availabilityZoneId]),
    );
    const asked = withIds(
      [...zones].sort(([a], [b]) => (a < b ? -1 : 1)),
      request.ZoneName,
      ([name]) => name,
      { code: 'InvalidParameterValue', what: 'availability zone' },
    );
    const { items } = listed(
      asked,
      { Filter: request.Filter, MaxResults: asked.length + 1 },
      ([name, id]) => ({
        'region-name': call.region,
        state: 'available',
        'zone-id': id,
        'zone-name': name,
        'zone-type': 'availability-zone',
      }),
    );
    return {
      availabilityZoneInfo: items.map(([zoneName, zoneId]) => ({
        zoneName,
        zoneId,
        zoneState: 'available',
        zoneType: 'availability-zone',
        regionName: call.region,
        groupName: call.region,
        networkBorderGroup: call.region,
        optInStatus: 'opt-in-not-required',
        messageSet: [],
      })),
    };
  },
});
