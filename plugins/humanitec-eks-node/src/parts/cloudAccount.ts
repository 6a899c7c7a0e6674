import {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { stringify } from 'yaml';
import { ownership } from '../binding/ownership';
import { HumanitecError, orNotFound } from '../humanitec/humanitecError';
import { carriesMark, markedName } from '../humanitec/resourceDefinition';
import type { Account } from '../humanitec/schemas';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import {
  accessRole,
  accessRoleArn,
  EXTERNAL_ID_PLACEHOLDER,
} from './accessRole';
import type { Part } from './part';

/** A fresh IAM role can be assumed after some seconds; Humanitec's own wizard allows two minutes. */
const ROLE_PROPAGATION_SECONDS = 120;

export interface CloudAccountState {
  account: Account;
  /** Why Humanitec's own check of the credentials fails; undefined when it passes. */
  checkFailure?: string;
}

/** Humanitec cloud account of type aws-role: the access role's ARN and external ID, checked. */
export const cloudAccount: Part<CloudAccountState> = {
  id: 'cloudAccount',

  render: spec => [
    {
      path: 'aws-role-cloudaccount.yaml',
      content: `# Body of: humctl api post /orgs/${
        spec.organization
      }/resources/accounts\n${stringify(
        accountBody(spec, EXTERNAL_ID_PLACEHOLDER),
      )}`,
    },
  ],

  async observe(spec, { humanitec }) {
    const account = await humanitec.findAccount(spec.names.cloudAccount);
    if (!account) return undefined;
    if (account.type !== 'aws-role') return { account };
    return { account, checkFailure: await checkFailure(humanitec, account.id) };
  },

  plan(spec, observed) {
    const subject = { kind: 'cloud account', name: spec.names.cloudAccount };
    if (!observed) return [{ action: 'create', ...subject }];
    return planExisting(spec, observed, subject);
  },

  async apply(spec, observed, systems) {
    const externalId = await readExternalId(spec, systems);
    const { id, name, type, credentials } = accountBody(spec, externalId);
    if (!observed) {
      await whenRoleIsReady(systems, () =>
        systems.humanitec.createAccount({ id, name, type, credentials }),
      );
      systems.progress(
        `Created cloud account ${id}; Humanitec can assume the role.`,
      );
    } else if (cloudAccount.plan(spec, observed).length) {
      await whenRoleIsReady(systems, () =>
        systems.humanitec.updateAccount(id, { name, credentials }),
      );
      systems.progress(
        `Changed cloud account ${id}; Humanitec can assume the role.`,
      );
    }
    const state = await cloudAccount.observe(spec, systems);
    if (!state) throw new Error(`Humanitec does not show account ${id}`);
    return state;
  },

  async remove(spec, { account }, { humanitec, progress }) {
    if (!carriesMark(spec, account.name)) return;
    await humanitec.deleteAccount(account.id);
    progress(`Deleted cloud account ${account.id}.`);
  },

  facts: ({ account }) => [{ label: 'Cloud account', value: account.id }],
};

function planExisting(
  spec: BindingSpec,
  { account, checkFailure: failure }: CloudAccountState,
  subject: Pick<Change, 'kind' | 'name'>,
): Change[] {
  if (account.type !== 'aws-role') {
    return [
      {
        action: 'refuse',
        ...subject,
        reason: `a cloud account of type ${account.type} has this ID, and types cannot be changed; choose another ID`,
      },
    ];
  }
  const fields: FieldChange[] = failure
    ? [{ path: 'credentials', hidden: true }]
    : [];
  return ownership({
    ours: carriesMark(spec, account.name),
    adopt: spec.adopt,
    subject,
    fields,
    foreign:
      'a cloud account with this ID exists and its name does not carry our mark; choose another ID',
    reason: failure,
  });
}

function accountBody(spec: BindingSpec, externalId: string) {
  const { cloudAccount: id } = spec.names;
  return {
    id,
    name: markedName(spec, id),
    type: 'aws-role',
    credentials: { aws_role: accessRoleArn(spec), external_id: externalId },
  };
}

/** The external ID lives in the role's trust policy, nowhere else. */
async function readExternalId(spec: BindingSpec, systems: Systems) {
  const externalId = (await accessRole.observe(spec, systems))?.externalId;
  if (!externalId) {
    throw new Error(
      `IAM role ${spec.names.accessRole} with an external ID is missing; run the step accessRole:apply first`,
    );
  }
  return externalId;
}

async function checkFailure(
  humanitec: Systems['humanitec'],
  id: string,
): Promise<string | undefined> {
  try {
    await orNotFound(humanitec.checkAccount(id));
    return undefined;
  } catch (error) {
    if (isCredentialRefusal(error)) return error.message;
    throw error;
  }
}

/** Repeats a write while Humanitec says that the credentials do not work yet, and only then. */
function whenRoleIsReady<T>(
  systems: Systems,
  write: () => Promise<T>,
): Promise<T> {
  const start = Date.now();
  return waitFor<T>(
    async () => {
      try {
        return { done: await write() };
      } catch (error) {
        const expired = Date.now() - start > ROLE_PROPAGATION_SECONDS * 1000;
        if (expired || !isCredentialRefusal(error)) throw error;
        return {
          waiting:
            'Waiting for the access role to take effect; Humanitec cannot assume it yet',
        };
      }
    },
    systems,
    { limitSeconds: 2 * ROLE_PROPAGATION_SECONDS },
  );
}

function isCredentialRefusal(error: unknown): error is HumanitecError {
  return (
    error instanceof HumanitecError &&
    error.httpStatus === 400 &&
    error.code?.startsWith('CRED-') === true
  );
}
