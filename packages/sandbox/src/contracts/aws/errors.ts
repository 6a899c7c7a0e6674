// Is a refusal one that the operation can give, with its status?
import { Operation, ServiceModel } from './serviceModel';

/**
 * What every operation may answer besides the errors of its model, by code.
 * Source: "Common Errors" of the API references of IAM, STS and EKS; where one
 * service gives 400 and another 403, both are listed.
 */
const common: Record<string, number[]> = {
  AccessDenied: [403],
  AccessDeniedException: [403],
  ExpiredToken: [403],
  ExpiredTokenException: [403],
  IncompleteSignature: [400, 403],
  IncompleteSignatureException: [400, 403],
  InternalFailure: [500],
  InvalidAction: [400],
  InvalidClientTokenId: [403],
  InvalidSignatureException: [403],
  MissingAuthenticationToken: [403],
  MissingAuthenticationTokenException: [403],
  SerializationException: [400],
  ServiceUnavailable: [503],
  SignatureDoesNotMatch: [403],
  Throttling: [400],
  ThrottlingException: [400, 429],
  UnrecognizedClientException: [403],
  ValidationError: [400],
  ValidationException: [400],
};

/**
 * Refusals that AWS gives though its models do not list them, by operation.
 * A permissions boundary that is not there: "Scope ARN … does not exist or is not
 * attachable" (UNVERIFIED: no first-hand source).
 */
const unlisted: Record<string, Record<string, number>> = {
  CreateRole: { NoSuchEntity: 404 },
};

export function errorProblems(
  model: ServiceModel,
  operation: Operation,
  { code, status }: { code: string; status: number },
): string[] {
  const found = errorShape(model, operation, code);
  const modelled = found && model.shapes[found].error?.httpStatusCode;
  const expected = [
    ...(modelled === undefined ? [] : [modelled]),
    ...(common[code] ?? []),
    ...[unlisted[operation.name]?.[code] ?? []].flat(),
  ];
  if (expected.length === 0) return [`it cannot answer ${code}`];
  return expected.includes(status)
    ? []
    : [`${code} has status ${expected.join(' or ')}, not ${status}`];
}

/** The shape of the error's own members, if the operation's model has one. */
export function errorShape(
  model: ServiceModel,
  operation: Operation,
  code: string,
): string | undefined {
  return operation.errors
    .map(({ shape }) => shape)
    .find(shape => (model.shapes[shape].error?.code ?? shape) === code);
}
