import { Cluster } from '../../aws/state';
import { World } from '../../world';
import { ClusterApi } from '../state';

/** One cluster at one point in time (milliseconds), which may be in the past. */
export interface Moment {
  world: World;
  cluster: Cluster;
  api: ClusterApi;
  at: number;
}
