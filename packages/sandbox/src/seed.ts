// What every sandbox starts with, and goes back to on reset.
import { seedAws } from './aws/seed';
import { AwsState } from './aws/state';
import { seedHumanitec } from './humanitec/seed';
import { HumanitecState } from './humanitec/state';
import { KubernetesState } from './kubernetes/state';
import { World } from './world';

/** Replaces all three systems; stop the clusters of the old world first. */
export function seed(world: World) {
  world.aws = new AwsState();
  world.humanitec = new HumanitecState();
  world.kubernetes = new KubernetesState();
  world.undone = [];
  seedAws(world);
  seedHumanitec(world);
}
