// Changes one text of one source file while it is loaded, if PROOF_MUTATION says so.
// Required before the transform of TypeScript, so that it sees the source as it is written.
const path = require('node:path');
const { addHook } = require('pirates');

const mutation =
  process.env.PROOF_MUTATION && JSON.parse(process.env.PROOF_MUTATION);

if (mutation) {
  const target = path.resolve(__dirname, '../../../..', mutation.file);
  addHook(code => mutate(code, mutation), {
    exts: ['.ts', '.tsx'],
    matcher: file => file === target,
  });
}

function mutate(code, { name, file, from, to }) {
  const parts = code.split(from);
  if (parts.length !== 2) {
    throw new Error(`The mutation "${name}" does not fit ${file}`);
  }
  return parts.join(to);
}
