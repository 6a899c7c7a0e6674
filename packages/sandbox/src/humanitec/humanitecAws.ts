// What Humanitec's own service is known by in AWS.

/** The user that assumes the roles of cloud accounts. */
export const humanitecUserArn = 'arn:aws:iam::767398028804:user/humanitec';

/** One of the published addresses that Humanitec calls from. */
export const humanitecAddress = '34.159.97.57';

/** The issuer of web identity tokens for cloud accounts of type `aws-identity`. */
export const humanitecIssuer = 'idtoken.humanitec.io';
