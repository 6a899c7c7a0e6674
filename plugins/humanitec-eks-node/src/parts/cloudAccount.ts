import {
  BindingSpec,
  Change,
  factsOf,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByText } from '../binding/owner';
import { ownership } from '../binding/ownership';
import {
  checkAccount,
  CheckResult,
  otherRole,
} from '../humanitec/accountCheck';
import { renderManifest } from '../humanitec/manifest';
import { carriesMark, markedName } from '../humanitec/resourceDefinition';
import { newFields } from '../newFields';
import type { Account, NewAccount } from '../humanitec/schemas';
import type { Systems } from '../systems';
import { accessRoleArn } from './accessRole';
import {
  accountCredentials,
  AccountRole,
  isAccountType,
  readAccountRole,
  renderedCredentials,
} from './cloudAccountCredentials';
import type { Part } from './part';
import { whenRoleIsKnown } from './whenRoleIsKnown';

export interface CloudAccountState {
  account: Account;
  /** Undefined for a type that is not ours to check. */
  check?: CheckResult;
}

/** Humanitec cloud account that leads to the access role, checked by Humanitec itself. */
export const cloudAccount: Part<CloudAccountState> = {
  id: 'cloudAccount',

  render(spec) {
    const type = spec.accessRole.accountType ?? 'aws-role';
    const { cloudAccount: id } = spec.names;
    const credentials = renderedCredentials(spec, type);
    const entity = { name: markedName(spec, id), type, credentials };
    return [
      renderManifest('humanitec/cloud-account.yaml', 'Account', id, entity),
    ];
  },

  async observe(spec, { humanitec }) {
    const account = await humanitec.findAccount(spec.names.cloudAccount);
    if (!account || !isAccountType(account.type)) return account && { account };
    const check = await checkAccount(humanitec, account.id);
    if (check.ok) return { account, check };
    // The same answer as for an account that is gone.
    const now = await humanitec.findAccount(account.id);
    return now && { account: now, check };
  },

  plan(spec, observed) {
    const subject = { kind: 'cloud account', name: spec.names.cloudAccount };
    if (!observed)
      return [{ action: 'create', ...subject, fields: accountFields(spec) }];
    return planExisting(spec, observed, subject);
  },

  things: ({ names }) => [{ kind: 'cloud account', name: names.cloudAccount }],

  async apply(spec, observed, systems) {
    const { humanitec, progress, did } = systems;
    const { cloudAccount: id } = spec.names;
    const role = await readAccountRole(spec, observed?.account.type, systems);
    const body = accountBody(spec, role);
    const changed = await whenRoleIsKnown(role.createdAt, systems, () =>
      observed
        ? changeAccount(spec, observed, body, systems)
        : humanitec.createAccount(body),
    );
    if (changed) {
      did(
        `${
          observed ? 'Changed' : 'Created'
        } cloud account ${id}; Humanitec can assume the role.`,
      );
    }
    const state = await cloudAccount.observe(spec, systems);
    if (!state) throw new Error(`Humanitec does not show account ${id}`);
    if (state.check?.ok) {
      state.check.warnings.forEach(text =>
        progress(`Humanitec warns: ${text}`),
      );
    }
    return state;
  },

  async remove(spec, { account }, { humanitec, did }) {
    if (!carriesMark(spec, account.name)) return;
    await humanitec.deleteAccount(account.id);
    did(`Deleted cloud account ${account.id}.`);
  },

  facts: ({ account, check }) =>
    factsOf({
      cloudAccount: account.id,
      cloudAccountType: account.type,
      warning: check?.ok ? check.warnings : [],
    }),
};

/** Which role it leads to; its credentials are not shown. */
function accountFields(spec: BindingSpec): FieldChange[] {
  const type = spec.accessRole.accountType ?? 'aws-role';
  const role = accessRoleArn(spec);
  return type === 'aws-identity'
    ? newFields({ type, credentials: { aws_identity_role_arn: role } })
    : [
        ...newFields({ type, credentials: { aws_role: role } }),
        { path: 'credentials.external_id', hidden: true },
      ];
}

function planExisting(
  spec: BindingSpec,
  observed: CloudAccountState,
  subject: Pick<Change, 'kind' | 'name'>,
): Change[] {
  const { account, check } = observed;
  const wantedType = spec.accessRole.accountType ?? account.type;
  if (!isAccountType(account.type) || account.type !== wantedType) {
    return [
      {
        action: 'refuse',
        ...subject,
        reason: `a cloud account of type ${account.type} has this ID, and types cannot be changed; choose another ID, or take that account away first`,
      },
    ];
  }
  return ownership({
    owner: ownerByText(spec, account.name),
    adopt: spec.adopt,
    subject,
    fields: [
      ...nameDifference(spec, account),
      ...credentialDifferences(spec, observed),
    ],
    unmarked: `a cloud account with this ID exists, and its name "${account.name}" does not carry our mark`,
    remedies: ['choose another ID'],
    reason: check?.ok === false ? check.reason : undefined,
  });
}

function nameDifference(spec: BindingSpec, { id, name }: Account) {
  const wanted = markedName(spec, id);
  return name === wanted ? [] : [{ path: 'name', from: name, to: wanted }];
}

/** Credentials are never given out again: only what Humanitec finds with them can be compared. */
function credentialDifferences(
  spec: BindingSpec,
  { account, check }: CloudAccountState,
): FieldChange[] {
  if (!check) return [];
  if (!check.ok) return [{ path: 'credentials', hidden: true }];
  const to = accessRoleArn(spec);
  const from = otherRole(check.identityFields, to);
  if (!from) return [];
  const key =
    account.type === 'aws-identity' ? 'aws_identity_role_arn' : 'aws_role';
  return [{ path: `credentials.${key}`, from, to }];
}

/** Patches what differs, or nothing. */
async function changeAccount(
  spec: BindingSpec,
  observed: CloudAccountState,
  { id, name, credentials }: NewAccount,
  { humanitec }: Systems,
): Promise<unknown> {
  const isForeign = !carriesMark(spec, observed.account.name);
  const patch = {
    ...(nameDifference(spec, observed.account).length > 0 && { name }),
    ...((isForeign || credentialDifferences(spec, observed).length > 0) && {
      credentials,
    }),
  };
  if (Object.keys(patch).length === 0) return undefined;
  return humanitec.updateAccount(id, patch);
}

function accountBody(spec: BindingSpec, role: AccountRole): NewAccount {
  const { cloudAccount: id } = spec.names;
  return {
    id,
    name: markedName(spec, id),
    type: role.trust.accountType,
    credentials: accountCredentials(spec, role),
  };
}
