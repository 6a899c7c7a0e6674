/** The name at the end of an IAM ARN: `name` of `arn:aws:iam::…:role/teams/name`. */
export function nameInArn(arn: string | undefined): string | undefined {
  return arn?.split('/').pop();
}

/** The path of an IAM ARN: `/teams/platform/` of `arn:aws:iam::…:role/teams/platform/name`. */
export function pathInArn(arn: string): string {
  const [, , , , , resource = ''] = arn.split(':');
  return resource.slice(resource.indexOf('/'), resource.lastIndexOf('/') + 1);
}
