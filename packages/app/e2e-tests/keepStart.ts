/** Before the first test: keeps what the sandbox holds, so that each file of tests can begin there. */
import { takeSnapshot } from './sandbox';

export default async function keepStart() {
  process.env.SANDBOX_START = await takeSnapshot();
}
