import { z } from 'zod/v3';

// The vendors' rules for names. Patterns are anchored and run in linear time.

/** Humanitec IDs, the published pattern in a form without backtracking; 50 is its limit for organizations and apps. */
export const humanitecId = z
  .string()
  .min(2)
  .max(50)
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'must be lower-case letters and digits in words joined by single hyphens, 2 to 50 characters',
  );

/** Humanitec resource definition IDs and cloud accounts referred to by them. */
export const humanitecDefinitionId = z
  .string()
  .max(50)
  .regex(
    /^[a-z0-9][a-z0-9-]+[a-z0-9]$/,
    'must be 3 to 50 lower-case letters, digits and hyphens, and not begin or end with a hyphen',
  );

/** Humanitec OpenAPI, ResourceClassRequest. */
export const humanitecResourceClass = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    'must be 2 to 63 lower-case letters, digits and hyphens, and not begin or end with a hyphen',
  );

export const awsAccountId = z
  .string()
  .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account ID, quoted');

/** The form of a region name; whether AWS has it is checked where the partition is looked up. */
export const awsRegion = z
  .string()
  .regex(
    /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/,
    'must be an AWS region such as eu-central-1',
  );

/** EKS service model, ClusterName. */
export const eksClusterName = z
  .string()
  .min(1)
  .max(100)
  .regex(
    /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    'must begin with a letter or digit and hold only letters, digits, hyphens and underscores',
  );

export const subnetId = z
  .string()
  .regex(/^subnet-[0-9a-f]+$/, 'must be a subnet ID');

/** IAM service model, roleNameType. */
export const iamRoleName = z
  .string()
  .min(1)
  .max(64, 'must be at most 64 characters')
  .regex(/^[\w+=,.@-]+$/, 'may hold letters, digits and _+=,.@-');

/** IAM service model, policyNameType. */
export const iamPolicyName = z
  .string()
  .min(1)
  .max(128, 'must be at most 128 characters')
  .regex(/^[\w+=,.@-]+$/, 'may hold letters, digits and _+=,.@-');

/** Namespaces, service accounts and other names that Kubernetes wants as a DNS label. */
export const dnsLabel = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    'must be a DNS label: lower-case letters, digits and hyphens, at most 63',
  );

const reservedPrefixes = ['system:', 'eks:', 'aws:', 'amazon:', 'iam:'];

/** Groups of an access entry (EKS User Guide, access entries: reserved prefixes). */
export const kubernetesGroup = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[^\s]+$/, 'must not hold spaces')
  .refine(
    group => !reservedPrefixes.some(prefix => group.startsWith(prefix)),
    `must not begin with ${reservedPrefixes.join(', ')}: EKS refuses these`,
  );
