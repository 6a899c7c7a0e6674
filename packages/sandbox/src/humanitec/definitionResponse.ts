import { inputsResponse } from './driverInputs';
import { timestamp } from './identifiers';
import { Definition } from './records';
import { Organization } from './state';

/** A definition as the API shows it. */
export function definitionResponse(
  organization: Organization,
  { active, ...definition }: Definition,
) {
  return {
    org_id: organization.id,
    id: definition.id,
    name: active.name,
    type: definition.type,
    driver_type: active.driverType,
    driver_account: active.driverAccount,
    driver_inputs: active.driverInputs && inputsResponse(active.driverInputs),
    provision: active.provision,
    in_place_driver_change: active.inPlaceDriverChange,
    criteria: definition.criteria,
    is_default: definition.isDefault,
    is_deleted: definition.deleted,
    active_version_id: active.id,
    created_at: timestamp(definition.createdAt),
    created_by: definition.createdBy,
    updated_at:
      definition.updatedAt === undefined
        ? undefined
        : timestamp(definition.updatedAt),
    updated_by: definition.updatedBy,
  };
}
