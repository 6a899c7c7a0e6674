import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  TagPolicyCommand,
} from '@aws-sdk/client-iam';
import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByMark } from '../binding/owner';
import { ownership } from '../binding/ownership';
import type { Systems } from '../systems';
import type { AwsAccount } from './awsAccount';
import { ignoreAbsent, orAbsent } from './awsError';
import { PolicyDocument, sameStatements, statementsOf } from './policyDocument';
import {
  isOurs,
  missingTags,
  ourTags,
  tagFields,
  tagList,
  tagRecord,
} from './tags';

/** Versions that IAM keeps of a policy; one more is refused (IAM quotas). */
const MAX_VERSIONS = 5;

/** A customer-managed policy as it should be. */
export interface WantedPolicy {
  arn: string;
  name: string;
  path: string;
  /** Only for a policy that is made: IAM changes no description of a policy. */
  description: string;
  document: PolicyDocument;
}

/** A customer-managed policy as it is. */
export interface FoundPolicy {
  arn: string;
  statements: PolicyDocument['Statement'];
  tags: Record<string, string>;
}

/** Reads a policy and its default version, or undefined when there is none. */
export async function findPolicy(
  aws: AwsAccount,
  arn: string,
): Promise<FoundPolicy | undefined> {
  const found = await orAbsent(
    aws.iam(new GetPolicyCommand({ PolicyArn: arn })),
  );
  if (!found?.Policy) return undefined;
  const version = await orAbsent(
    aws.iam(
      new GetPolicyVersionCommand({
        PolicyArn: arn,
        VersionId: found.Policy.DefaultVersionId,
      }),
    ),
  );
  return {
    arn,
    statements: statementsOf(version?.PolicyVersion?.Document),
    tags: tagRecord(found.Policy.Tags),
  };
}

/** What must change about a policy. */
export function planPolicy(
  spec: BindingSpec,
  wanted: WantedPolicy,
  found: FoundPolicy | undefined,
): Change[] {
  const subject = { kind: 'iam policy', name: wanted.name };
  if (!found) {
    const to = wanted.document.Statement.flatMap(({ Action = [] }) => Action);
    const fields = [{ path: 'Document.Statement.Action', to }];
    return [{ action: 'create', ...subject, fields }];
  }
  const document = sameStatements(wanted.document.Statement, found.statements)
    ? []
    : [
        {
          path: 'Document',
          from: found.statements,
          to: wanted.document.Statement,
        },
      ];
  return ownership({
    owner: ownerByMark(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields: [...document, ...tagFields(ourTags(spec), found.tags)],
    unmarked: 'a policy of this name exists and does not carry our tag',
    remedies: ['choose another name'],
  });
}

/** Makes the policy as wanted. */
export async function applyPolicy(
  spec: BindingSpec,
  wanted: WantedPolicy,
  found: FoundPolicy | undefined,
  { aws, did }: Systems,
): Promise<void> {
  const document = JSON.stringify(wanted.document);
  if (!found) {
    await aws.iam(
      new CreatePolicyCommand({
        PolicyName: wanted.name,
        Path: wanted.path,
        Description: wanted.description,
        PolicyDocument: document,
        Tags: tagList(ourTags(spec)),
      }),
    );
    did(`Created IAM policy ${wanted.name}.`);
    return;
  }
  const tags = missingTags(ourTags(spec), found.tags);
  if (Object.keys(tags).length) {
    await aws.iam(
      new TagPolicyCommand({ PolicyArn: found.arn, Tags: tagList(tags) }),
    );
    did(`Tagged IAM policy ${wanted.name}.`);
  }
  if (!sameStatements(wanted.document.Statement, found.statements)) {
    await makeRoomForVersion(aws, found.arn);
    await aws.iam(
      new CreatePolicyVersionCommand({
        PolicyArn: found.arn,
        PolicyDocument: document,
        SetAsDefault: true,
      }),
    );
    did(`Replaced the document of IAM policy ${wanted.name}.`);
  }
}

async function makeRoomForVersion(aws: AwsAccount, arn: string) {
  const versions = await listVersions(aws, arn);
  if (versions.length < MAX_VERSIONS) return;
  const [oldest] = versions
    .filter(version => !version.IsDefaultVersion)
    .sort((a, b) => Number(a.CreateDate) - Number(b.CreateDate));
  await aws.iam(
    new DeletePolicyVersionCommand({
      PolicyArn: arn,
      VersionId: oldest.VersionId,
    }),
  );
}

async function listVersions(aws: AwsAccount, arn: string) {
  const { Versions: versions = [] } = await aws.iam(
    new ListPolicyVersionsCommand({ PolicyArn: arn }),
  );
  return versions;
}

/** Deletes a policy with all its versions, if it carries our mark. It must not be attached any more. */
export async function removePolicy(
  spec: BindingSpec,
  found: FoundPolicy | undefined,
  { aws, did }: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  for (const version of await listVersions(aws, found.arn)) {
    if (version.IsDefaultVersion) continue;
    await ignoreAbsent(
      aws.iam(
        new DeletePolicyVersionCommand({
          PolicyArn: found.arn,
          VersionId: version.VersionId,
        }),
      ),
    );
  }
  await ignoreAbsent(
    aws.iam(new DeletePolicyCommand({ PolicyArn: found.arn })),
  );
  did(`Deleted IAM policy ${found.arn.split('/').pop()}.`);
}
