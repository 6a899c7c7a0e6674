// The services that speak the Query protocol.
import { System } from '../calls';
import { AuthenticationFailure } from './authenticate';
import { Need } from './authorize';
import { ec2Operations } from './ec2/operations';
import {
  ec2AuthenticationError,
  ec2Denied,
  ec2Error,
  ec2Response,
} from './ec2Query';
import { AwsError } from './errors';
import { iamNeeds } from './iam/needs';
import { iamOperations } from './iam/operations';
import {
  queryAuthenticationError,
  QueryCall,
  queryError,
  QueryOperation,
  queryResponse,
} from './query';
import { stsOperations } from './sts/operations';

export interface QueryService {
  system: System;
  operations: Record<string, QueryOperation>;
  response(operation: string, result: object | undefined): Response;
  error(status: number, code: string, message: string): Response;
  authenticationError(failure: AuthenticationFailure): AwsError;
  /** What the caller must be allowed. */
  needs(operation: string, call: QueryCall, parameters: unknown): Need[];
  /** @param reason - what is not allowed to whom */
  denied(reason: string): AwsError;
}

const accessDenied = (reason: string) =>
  new AwsError(403, 'AccessDenied', reason);

/** By API version, which is how they tell themselves apart on one address. */
export const queryServices: Record<string, QueryService> = {
  '2011-06-15': {
    system: 'sts',
    operations: stsOperations,
    response: queryResponse('https://sts.amazonaws.com/doc/2011-06-15/'),
    error: queryError,
    authenticationError: queryAuthenticationError,
    // AssumeRole is decided by the trust policy alone; anybody may ask who they are.
    needs: () => [],
    denied: accessDenied,
  },
  '2010-05-08': {
    system: 'iam',
    operations: iamOperations,
    response: queryResponse('https://iam.amazonaws.com/doc/2010-05-08/'),
    error: queryError,
    authenticationError: queryAuthenticationError,
    needs: iamNeeds,
    denied: accessDenied,
  },
  '2016-11-15': {
    system: 'ec2',
    operations: ec2Operations,
    response: ec2Response,
    error: ec2Error,
    authenticationError: ec2AuthenticationError,
    needs: operation => [{ action: `ec2:${operation}`, resource: '*' }],
    denied: ec2Denied,
  },
};
