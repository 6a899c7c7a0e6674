import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BindingLookUps } from '../binding/bindingLookUps';
import type { FleetLookUps } from '../fleet/fleetLookUps';
import type { ChoiceLookUps } from '../forms/choiceLookUps';
import { registerGetBinding } from './getBinding';
import { registerGetBindingEnvironments } from './getBindingEnvironments';
import { registerListBindings } from './listBindings';
import { registerListChoices } from './listChoices';

/**
 * The look-ups of the REST API as actions, for MCP clients and templates. They
 * only read, and decide, cache and audit as the routes do.
 */
export function registerActions(deps: {
  actionsRegistry: ActionsRegistryService;
  choices: ChoiceLookUps;
  fleet: FleetLookUps;
  lookUps: BindingLookUps;
}): void {
  registerGetBinding(deps);
  registerGetBindingEnvironments(deps);
  registerListBindings(deps);
  registerListChoices(deps);
}
