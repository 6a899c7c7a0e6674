import { AwsError } from '../errors';

export const noSuchEntity = (message: string) =>
  new AwsError(404, 'NoSuchEntity', message);

export const entityAlreadyExists = (message: string) =>
  new AwsError(409, 'EntityAlreadyExists', message);

export const deleteConflict = (message: string) =>
  new AwsError(409, 'DeleteConflict', message);

export const limitExceeded = (message: string) =>
  new AwsError(409, 'LimitExceeded', message);

export const invalidInput = (message: string) =>
  new AwsError(400, 'InvalidInput', message);

export const validationError = (message: string) =>
  new AwsError(400, 'ValidationError', message);
