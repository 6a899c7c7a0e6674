import {
  BindingIdentity,
  BindingInput,
  bindingInputSchema,
} from 'backstage-plugin-humanitec-eks-common';
import { Answers, isObject } from './answers';

/**
 * What the templates' parameters ask for, as their steps pass it on. An answer
 * that breaks a rule is left out: its own field says so.
 *
 * @returns undefined as long as the four facts are not all known
 */
export function onboardingInput(answers: Answers): BindingInput | undefined {
  const asked: Answers = {
    ...pick(answers, sameNames),
    cluster: {
      ...pick(answers, clusterOptions),
      ...(isObject(answers.clusterOptions) ? answers.clusterOptions : {}),
    },
    accessRole: answers.access,
  };
  const valid = Object.fromEntries(
    Object.entries(filledIn(asked)).filter(
      ([name, value]) => fields[name]?.safeParse(value).success,
    ),
  );
  const input = bindingInputSchema.safeParse(valid);
  return input.success ? input.data : undefined;
}

/** The four facts, or undefined as long as one is missing or wrong. */
export function identityOf(answers: Answers): BindingIdentity | undefined {
  const input = onboardingInput(pick(answers, identity));
  if (!input) return undefined;
  const { organization, awsAccountId, region, clusterName } = input;
  return { organization, awsAccountId, region, clusterName };
}

const fields: Record<
  string,
  { safeParse(value: unknown): { success: boolean } }
> = bindingInputSchema.innerType().shape;

const identity = ['organization', 'awsAccountId', 'region', 'clusterName'];

const sameNames = [
  ...identity,
  'envType',
  'appId',
  'criteria',
  'names',
  'adopt',
  'aws',
  'clusterDefinition',
  'agent',
  'runner',
];

const clusterOptions = [
  'version',
  'subnetIds',
  'securityGroupIds',
  'nodePools',
  'enableAccessEntries',
  'owner',
];

function pick(answers: Answers, names: string[]): Answers {
  return Object.fromEntries(names.map(name => [name, answers[name]]));
}

/** Without what nobody filled in: forms send empty texts, lists and objects. */
function filledIn(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers)
      .map(([name, value]) => [name, isObject(value) ? filledIn(value) : value])
      .filter(([, value]) => !isEmpty(value)),
  );
}

/** Whether nobody filled it in. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return isObject(value) && Object.values(value).every(isEmpty);
}
