/** `npm run sandbox -- --clusters NUMBER`, once the sandbox runs: fills it. */
import { seedFleet } from './seedFleet';

const [url = '', count = ''] = process.argv.slice(2);

seedFleet(url, Number(count)).then(
  () => undefined,
  error => {
    process.stderr.write(`The sandbox could not be filled: ${error.stack}\n`);
    process.exitCode = 1;
  },
);
