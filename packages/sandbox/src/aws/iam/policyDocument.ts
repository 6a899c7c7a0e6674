// What IAM accepts as a policy document, and its normal form.
import { z } from 'zod';
import { AwsError } from '../errors';

const list = z
  .union([z.string(), z.array(z.string())])
  .transform(value => (typeof value === 'string' ? [value] : value));

const principalKinds = z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']);

type Principals = Partial<Record<z.infer<typeof principalKinds>, string[]>>;

const principal = z.union([
  z.literal('*').transform((): Principals => ({ AWS: ['*'] })),
  z.partialRecord(principalKinds, list),
]);

const scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String);

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principal.optional(),
    NotPrincipal: principal.optional(),
    Action: list.optional(),
    NotAction: list.optional(),
    Resource: list.optional(),
    NotResource: list.optional(),
    Condition: z
      .record(
        z.string(),
        z.record(
          z.string(),
          z.union([scalar.transform(value => [value]), z.array(scalar)]),
        ),
      )
      .optional(),
  })
  .refine(({ Action, NotAction }) => !Action !== !NotAction);

const documentSchema = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z
    .union([statement.transform(one => [one]), z.array(statement)])
    .refine(statements => statements.length > 0),
});

export type PolicyDocument = z.output<typeof documentSchema>;
export type PolicyStatement = PolicyDocument['Statement'][number];

/**
 * Reads a policy document; single values become lists of one.
 *
 * @throws AwsError MalformedPolicyDocument for what IAM would not store
 */
export function parsePolicyDocument(json: string): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success) throw malformedPolicy('Syntax errors in policy.');
  const sids = parsed.data.Statement.flatMap(({ Sid }) => Sid ?? []);
  if (sids.some(sid => !/^[A-Za-z0-9]*$/.test(sid))) {
    throw malformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  }
  if (new Set(sids).size < sids.length) {
    throw malformedPolicy(
      'Statement IDs (SID) in a single policy must be unique.',
    );
  }
  return parsed.data;
}

/** Checks a document that grants permissions: attached or inline, not a trust policy. */
export function checkPermissionsPolicy(json: string) {
  for (const one of parsePolicyDocument(json).Statement) {
    if (one.Principal || one.NotPrincipal) {
      throw malformedPolicy('Policy document should not specify a principal.');
    }
    if (!one.Resource && !one.NotResource) {
      throw malformedPolicy('Policy statement must contain resources.');
    }
    for (const action of [...(one.Action ?? []), ...(one.NotAction ?? [])]) {
      if (action !== '*' && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
        throw malformedPolicy(
          'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
        );
      }
    }
    for (const resource of [
      ...(one.Resource ?? []),
      ...(one.NotResource ?? []),
    ]) {
      if (resource !== '*' && !resource.startsWith('arn:')) {
        throw malformedPolicy(
          `Resource ${resource} must be in ARN format or "*".`,
        );
      }
    }
  }
}

export function malformedPolicy(message: string) {
  return new AwsError(400, 'MalformedPolicyDocument', message);
}
