import { z } from 'zod';
import { restOperation } from '../restJson';
import { findCluster } from './clusterStatus';
import { paging } from './shapes';

/** Auto Mode brings what add-ons would, so a cluster here has none. */
export const ListAddons = restOperation({
  method: 'get',
  path: '/clusters/:name/addons',
  write: false,
  input: z.object({ ...paging, name: z.string() }),
  run: (call, { name }) => {
    findCluster(call, name);
    return { addons: [] };
  },
});
