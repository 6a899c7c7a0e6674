import { AwsError } from '../errors';

export const invalidParameter = (message: string, clusterName?: string) =>
  new AwsError(400, 'InvalidParameterException', message, { clusterName });

export const invalidRequest = (message: string, clusterName?: string) =>
  new AwsError(400, 'InvalidRequestException', message, { clusterName });

export const resourceInUse = (message: string, clusterName?: string) =>
  new AwsError(409, 'ResourceInUseException', message, { clusterName });

export const resourceNotFound = (message: string, clusterName?: string) =>
  new AwsError(404, 'ResourceNotFoundException', message, { clusterName });

export const resourceLimitExceeded = (message: string, clusterName?: string) =>
  new AwsError(400, 'ResourceLimitExceededException', message, { clusterName });

export const accessDenied = (message: string) =>
  new AwsError(403, 'AccessDeniedException', message);
