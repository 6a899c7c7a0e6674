const ARN = /^arn:aws[\w-]*:(?:iam|sts)::(\d{12}):/;

/**
 * The AWS account that Humanitec got into with a cloud account. Which identity
 * fields there are is not documented: an ARN among them tells, or else a field
 * that is nothing but twelve digits.
 *
 * @returns undefined when the fields name none, or several
 */
export function checkedAccount(identityFields: string[]): string | undefined {
  const arns = identityFields.flatMap(field => ARN.exec(field)?.[1] ?? []);
  const digits = identityFields.filter(field => /^\d{12}$/.test(field));
  const [account, ...others] = new Set(arns.length > 0 ? arns : digits);
  return others.length === 0 ? account : undefined;
}
