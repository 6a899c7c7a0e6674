import { mockServices } from '@backstage/backend-test-utils';
import {
  BindingIdentity,
  BindingInput,
  bindingSpec,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import {
  HumanitecEksService,
  humanitecEksService,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import { instantTimings, PermissionAsked } from 'sandbox';
import { identity } from '../../__testUtils__/actionStack';
import { startStack, Stack } from '../../__testUtils__/startStack';
import { Tamper, tamperWith } from '../../__testUtils__/tamper';

/** A stack that remembers what Backstage's role needed to be allowed. */
export interface PrivilegedStack extends Stack {
  tamper: Tamper;
  /** Everything that was asked for Backstage's role since the last call. */
  takeAsked(): PermissionAsked[];
  /** The engine, signed in anew, with what it tells in the task log. */
  engine(
    input?: Partial<BindingInput>,
    of?: BindingIdentity,
  ): Promise<{
    service: HumanitecEksService;
    spec: BindingSpec;
    systems: Systems;
    told: string[];
  }>;
}

export const backstageRole = 'role/backstage-humanitec-eks';
const roleName = 'backstage-humanitec-eks';

/** Both platform accounts of the sandbox are configured; the second has never had a cluster. */
export async function startPrivilegedStack(): Promise<PrivilegedStack> {
  const stack = await startStack(instantTimings, {
    appConfig: {
      aws: {
        accounts: ['111122223333', '444455556666'].map(accountId => ({
          accountId,
          roleName,
        })),
      },
    },
    organizations: [{ id: 'platform-org', token: 'sandbox-humanitec-token' }],
  });
  let asked: PermissionAsked[] = [];
  stack.sandbox.world.permissions.onAsked(permission => {
    if (permission.principal?.endsWith(`:${backstageRole}`)) {
      asked.push(permission);
    }
  });
  return {
    ...stack,
    tamper: tamperWith(stack, identity.clusterName),
    takeAsked() {
      const taken = asked;
      asked = [];
      return taken;
    },
    async engine(input = {}, of = identity) {
      const service = humanitecEksService(
        mockServices.rootConfig({ data: stack.config }),
      );
      const spec = bindingSpec({ ...of, ...input });
      const told: string[] = [];
      const systems = await service.connect(spec, {
        signal: new AbortController().signal,
        progress: line => told.push(line),
      });
      return { service, spec, systems, told };
    },
  };
}
