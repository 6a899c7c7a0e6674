import {
  BindingSpec,
  humanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import { agentDescription } from './agentRegistration';
import type { RenderedFile } from './part';

/** Where the agent's public key is kept; its private one is in its Secret only. */
export const PUBLIC_KEY_FILE = 'humanitec/agent-public-key.pem';

/**
 * Registers the agent with its public key, for which humctl knows no manifest.
 * What it finds is looked for in the answers, since nobody documents humctl's
 * exit code for a thing that is missing.
 */
export function renderRegistration(spec: BindingSpec): RenderedFile {
  const { agent: id } = spec.names;
  const agents = `/orgs/${spec.organization}/agents`;
  return {
    path: 'humanitec/register-agent.sh',
    content: `#!/usr/bin/env bash
# Registers agent ${id} with the public key in ${PUBLIC_KEY_FILE}.
# Safe to run again: an agent that is there gets the key, unless it has it.
set -euo pipefail
cd "$(dirname "$0")/.."

# PEM in one line, as JSON has it.
public_key="$(awk '{ printf "%s\\\\n", $0 }' ${PUBLIC_KEY_FILE})"
fingerprint="$(openssl pkey -pubin -in ${PUBLIC_KEY_FILE} -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1)"

agents="$(humctl api get ${agents})"
if ! grep -Eq '"id": ?"${id}"' <<< "$agents"; then
  humctl api post ${agents} -d "{
    \\"id\\": \\"${id}\\",
    \\"description\\": \\"${agentDescription(spec)}\\",
    \\"public_key\\": \\"$public_key\\"
  }"
elif ! grep -Fq '${humanitecMark(spec)}' <<< "$agents"; then
  echo 'Agent ${id} is there, and is not this cluster'"'"'s. Choose another name for the agent, and render again.' >&2
  exit 1
elif ! grep -Fq "$fingerprint" <<< "$(humctl api get ${agents}/${id}/keys)"; then
  humctl api post ${agents}/${id}/keys -d "{ \\"public_key\\": \\"$public_key\\" }"
else
  echo 'Agent ${id} has this key already.'
fi
`,
  };
}
