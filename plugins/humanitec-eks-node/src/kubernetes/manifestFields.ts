import type { FieldChange } from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import { newFields } from '../newFields';
import type { Manifest } from './kubernetesClient';

const role = z.object({
  rules: z.array(
    z.object({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
});
const binding = z.object({
  roleRef: z.object({ kind: z.string(), name: z.string() }),
  subjects: z.array(
    z.object({
      kind: z.string(),
      namespace: z.string().optional(),
      name: z.string(),
    }),
  ),
});
const configMap = z.object({ data: z.record(z.string(), z.string()) });
const deployment = z.object({
  spec: z.object({
    replicas: z.number(),
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
    }),
  }),
});

/** What a person wants to know of an object before it is made: rights, images, settings. Nothing of a Secret. */
export function manifestFields(manifest: Manifest): FieldChange[] {
  switch (manifest.kind) {
    case 'Role':
    case 'ClusterRole':
      return role.parse(manifest).rules.map(rule => ({
        path: `rules ${rule.resources.map(inGroup(rule.apiGroups)).join(', ')}`,
        to: rule.verbs,
      }));
    case 'RoleBinding':
    case 'ClusterRoleBinding': {
      const { roleRef, subjects } = binding.parse(manifest);
      return newFields({
        roleRef: `${roleRef.kind} ${roleRef.name}`,
        subjects: subjects.map(
          ({ kind, namespace, name }) =>
            `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
        ),
      });
    }
    case 'ConfigMap':
      return newFields(configMap.parse(manifest));
    case 'Deployment': {
      const { replicas, template } = deployment.parse(manifest).spec;
      const image = template.spec.containers.map(container => container.image);
      return newFields({ replicas, image });
    }
    case 'ServiceAccount':
      return newFields(manifest.metadata.annotations, 'annotations');
    default:
      return [];
  }
}

/** `deployments.apps/scale`, as kubectl writes it. */
function inGroup([group]: string[]) {
  return (resource: string) =>
    group ? resource.replace(/(?=\/|$)/, `.${group}`) : resource;
}
