/** A process of Backstage that runs one step, to be killed in it. */
import { flows } from './flows';
import { freshService, inPlace } from './lane';
import type { Errand } from './victims';

process.on('message', ({ place, flow, step }: Errand) => {
  inPlace(place, () => flows[flow][step].run(freshService(place))).then(
    () => process.send?.('the step completed'),
    error => process.send?.(`the step failed: ${error.message}`),
  );
});
process.send?.('ready');
