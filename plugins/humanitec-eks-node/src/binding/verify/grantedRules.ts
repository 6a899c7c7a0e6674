import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { parts } from '../../parts/binding';

const ruleSchema = z.object({
  apiGroups: z.array(z.string()),
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
});

const roleSchema = z.object({
  kind: z.enum(['Role', 'ClusterRole']),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  rules: z.array(ruleSchema),
});

const subjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('Group'), name: z.string() }),
  z.object({
    kind: z.literal('ServiceAccount'),
    name: z.string(),
    namespace: z.string(),
  }),
]);

const bindingSchema = z.object({
  kind: z.enum(['RoleBinding', 'ClusterRoleBinding']),
  metadata: z.object({ namespace: z.string().optional() }),
  roleRef: z.object({ kind: z.string(), name: z.string() }),
  subjects: z.array(subjectSchema),
});

export type Subject = z.infer<typeof subjectSchema>;

/** Rules that the binding grants to somebody, in one namespace or in all. */
export interface Grant {
  subject: Subject;
  namespace: string | undefined;
  rules: z.infer<typeof ruleSchema>[];
}

/** Every right that the binding gives in the cluster, from the same manifests that are applied. Pure. */
export function grantedRules(spec: BindingSpec): Grant[] {
  const objects = [parts.deployAccess, parts.runnerAccess]
    .flatMap(part => part.render(spec))
    .filter(({ path }) => path.startsWith('kubernetes/'))
    .flatMap(({ content }) => parseAllDocuments(content))
    .map(document => document.toJS());
  const roles = objects.flatMap(one => roleSchema.safeParse(one).data ?? []);
  const bindings = objects.flatMap(
    one => bindingSchema.safeParse(one).data ?? [],
  );
  return bindings.flatMap(({ metadata: { namespace }, roleRef, subjects }) => {
    const role = roles.find(
      ({ kind, metadata }) =>
        kind === roleRef.kind &&
        metadata.name === roleRef.name &&
        (kind === 'ClusterRole' || metadata.namespace === namespace),
    );
    return subjects.map(subject => ({
      subject,
      namespace,
      rules: role?.rules ?? [],
    }));
  });
}
