import { organizationRoute } from './route';
import { ResourceType } from './records';

export const resourceTypeRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/types',
    answer: ({ organization }) =>
      Response.json([...organization.resourceTypes.values()].map(toResponse)),
  }),
];

function toResponse(type: ResourceType) {
  return {
    type: type.type,
    name: type.name,
    category: type.category,
    use: type.use,
    inputs_schema: type.inputsSchema,
    outputs_schema: type.outputsSchema,
  };
}
