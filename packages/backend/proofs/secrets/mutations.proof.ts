import { suite, test } from 'node:test';
import { killed, Mutation } from '../mutations/killed';

const runs = 'secrets/runs.proof.ts';
const requests = 'secrets/requests.proof.ts';
const node = 'plugins/humanitec-eks-node/src';

/** What somebody could write, and the part of a proof that must see it. */
const mutations: [
  mutation: Mutation,
  proof: { proof: string; only: RegExp; sees: RegExp },
][] = [
  [
    {
      name: 'the token of a cluster is logged',
      file: `${node}/kubernetes/transport.ts`,
      from: 'const authorization = `Bearer ${await signed(token)}`;',
      to: 'const authorization = `Bearer ${await signed(token)}`; console.log(authorization);',
    },
    { proof: runs, only: /^an onboarding$/, sees: /EKS token 1/ },
  ],
  [
    {
      name: 'the message of an upstream is passed on as it is',
      file: `${node}/systemError.ts`,
      from: 'withoutSecrets(text, facts.secrets)',
      to: '[text, withoutSecrets(text, facts.secrets)][0]',
    },
    { proof: runs, only: /^a start/, sees: /Humanitec token 1/ },
  ],
  [
    {
      name: 'a secret of another call is forgotten',
      file: `${node}/heldSecrets.ts`,
      from: 'return held;',
      to: 'return [...held].slice(held.size);',
    },
    {
      proof: runs,
      only: /^(an onboarding|an onboarding that .* humanitec .*)$/,
      sees: /external ID 1/,
    },
  ],
  [
    {
      name: 'the private key is told in the progress of the run',
      file: `${node}/parts/agentSecrets.ts`,
      from: 'its private half is nowhere else.',
      to: 'its private half is ${Object.values(data)}.',
    },
    { proof: runs, only: /^an onboarding$/, sees: /private key/ },
  ],
  [
    {
      name: 'redirects of Humanitec are followed',
      file: `${node}/humanitec/request.ts`,
      from: "redirect: 'manual'",
      to: "redirect: 'follow'",
    },
    { proof: requests, only: /redirect \(302\)/, sees: /\/humanitec/ },
  ],
  [
    {
      name: 'the host of an organization is made of its name',
      file: `${node}/service.ts`,
      from: 'humanitecClient({ organization, apiBaseUrl, token, ...run })',
      to: 'humanitecClient({ organization, apiBaseUrl: `${apiBaseUrl.split(":")[0]}://${organization}.localhost:9443`, token, ...run })',
    },
    {
      proof: requests,
      only: /annotations name others/,
      sees: /platform-org\.localhost/,
    },
  ],
];

suite('a proof of secrets notices that', () => {
  for (const [mutation, proof] of mutations) {
    test(mutation.name, () => killed(mutation, proof));
  }
});
