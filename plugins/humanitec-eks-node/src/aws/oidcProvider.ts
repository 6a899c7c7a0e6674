import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import type { Change } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import type { AwsAccount } from './awsAccount';
import { orAbsent } from './awsError';

/**
 * An identity provider of IAM. An account can have only one for each issuer,
 * so all that trust the issuer share it: it carries no mark of a binding, is
 * only ever added to, and is never removed.
 */
export interface WantedOidcProvider {
  arn: string;
  /** `https://idtoken.humanitec.io` */
  url: string;
  audience: string;
}

export interface FoundOidcProvider {
  audiences: string[];
}

/** Reads the provider, or undefined when the account has none for this issuer. */
export async function findOidcProvider(
  aws: AwsAccount,
  arn: string,
): Promise<FoundOidcProvider | undefined> {
  const found = await orAbsent(
    aws.iam(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
    ),
  );
  return found && { audiences: found.ClientIDList ?? [] };
}

/** What must change about the provider. */
export function planOidcProvider(
  { url, audience }: WantedOidcProvider,
  found: FoundOidcProvider | undefined,
): Change[] {
  const subject = { kind: 'iam oidc provider', name: url };
  if (!found) {
    const fields = [{ path: 'ClientIDList', to: audience }];
    return [{ action: 'create', ...subject, fields }];
  }
  return found.audiences.includes(audience)
    ? []
    : [
        {
          action: 'update',
          ...subject,
          fields: [{ path: 'ClientIDList', to: audience }],
        },
      ];
}

/** Makes the provider, or adds the audience. */
export async function applyOidcProvider(
  { arn, url, audience }: WantedOidcProvider,
  found: FoundOidcProvider | undefined,
  { aws, did }: Pick<Systems, 'aws' | 'did'>,
): Promise<void> {
  if (!found) {
    await aws.iam(
      new CreateOpenIDConnectProviderCommand({
        Url: url,
        ClientIDList: [audience],
      }),
    );
    did(`Created the IAM identity provider for ${url}.`);
  } else if (!found.audiences.includes(audience)) {
    await aws.iam(
      new AddClientIDToOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: arn,
        ClientID: audience,
      }),
    );
    did(`Added audience ${audience} to the identity provider ${url}.`);
  }
}
