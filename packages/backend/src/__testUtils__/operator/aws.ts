import { GetRoleCommand, TagPolicyCommand } from '@aws-sdk/client-iam';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { platformEks, platformIam } from '../platformAccount';
import { cloudFormation } from './cloudFormation/stacks';
import { commandLine } from './flags';
import type { Program } from './operator';

/** The commands of the AWS CLI that a README has, as administrator of the platform account. */
export function awsProgram(): Program {
  const iam = platformIam();
  const stacks = cloudFormation({ iam, eks: platformEks() });
  return async ({ args: [service, command, ...rest], cwd }) => {
    const from = (path: string) => readFile(resolve(cwd, path), 'utf8');
    switch (`${service} ${command}`) {
      case 'cloudformation deploy': {
        const { flag, flags } = commandLine(rest, {
          ...STACK_FLAGS,
          '--template-file': 'one',
          '--capabilities': 'many',
          '--parameter-overrides': 'many',
        });
        await stacks.deploy(flag('--stack-name'), {
          template: await from(flag('--template-file')),
          capabilities: flags('--capabilities'),
          parameters: Object.fromEntries(
            flags('--parameter-overrides').map(override => {
              const [name, ...value] = override.split('=');
              return [name, value.join('=')];
            }),
          ),
        });
        return `Successfully created/updated stack\n`;
      }
      case 'cloudformation delete-stack':
        await stacks.remove(
          commandLine(rest, STACK_FLAGS).flag('--stack-name'),
        );
        return '';
      case 'cloudformation wait': {
        const { words, flag } = commandLine(rest, STACK_FLAGS);
        if (words[0] !== 'stack-delete-complete') break;
        if (stacks.has(flag('--stack-name'))) throw new Error('still there');
        return '';
      }
      case 'iam get-role': {
        const { flag } = commandLine(rest, {
          '--role-name': 'one',
          '--query': 'one',
          '--output': 'one',
        });
        const { Role } = await iam.send(
          new GetRoleCommand({ RoleName: flag('--role-name') }),
        );
        const document = JSON.parse(
          decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
        );
        const shown = { Role: { ...Role, AssumeRolePolicyDocument: document } };
        return `${query(shown, flag('--query')) ?? 'None'}\n`;
      }
      case 'iam tag-policy': {
        const { flag } = commandLine(rest, {
          '--policy-arn': 'one',
          '--tags': 'one',
        });
        const file = flag('--tags').replace(/^file:\/\//, '');
        await iam.send(
          new TagPolicyCommand({
            PolicyArn: flag('--policy-arn'),
            Tags: tagsSchema.parse(JSON.parse(await from(file))),
          }),
        );
        return '';
      }
      case 'eks update-kubeconfig':
        commandLine(rest, { '--region': 'one', '--name': 'one' }).flag(
          '--name',
        );
        return 'Updated context\n';
      default:
    }
    throw new Error(`no command ${service} ${command} ${rest.join(' ')}`);
  };
}

const STACK_FLAGS = { '--region': 'one', '--stack-name': 'one' } as const;

const tagsSchema = z.array(
  z.strictObject({ Key: z.string(), Value: z.string() }),
);

/** JMESPath, as far as it is a way to one value: `a.b[0]."c:d"`. */
function query(value: unknown, path: string): unknown {
  const steps = path.match(/"[^"]+"|\w+/g) ?? [];
  return steps.reduce(
    (at: unknown, step) => Reflect.get(Object(at), step.replaceAll('"', '')),
    value,
  );
}
