import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';

/**
 * What can be done about a cluster through a software template.
 *
 * @public
 */
export type TemplateUse = 'onboard' | 'bind' | 'offboard' | 'rotateKey';

/**
 * Which template is opened for it: an entity ref, or false for none.
 *
 * @public
 */
export type Templates = Record<TemplateUse, string | false>;

const kind = 'template';

const templateRef = z.string().refine(isTemplateRef, {
  error: 'must be the entity ref of a template, such as template:default/name',
});

function refOr(byDefault: string) {
  return z.union([templateRef, z.literal(false)]).default(byDefault);
}

/** Option `templates` of the extension `api:humanitec-eks/templates`. */
export const templatesSchema = z
  .strictObject({
    onboard: refOr('template:default/onboard-private-eks-cluster'),
    bind: refOr('template:default/bind-existing-eks-cluster'),
    offboard: refOr('template:default/offboard-eks-cluster'),
    rotateKey: refOr('template:default/rotate-agent-key'),
  })
  .prefault({});

/** The parameters of the route that opens a template. */
export function routeParamsOf(ref: string): {
  namespace: string;
  templateName: string;
} {
  const { namespace, name } = parse(ref);
  return { namespace, templateName: name };
}

function isTemplateRef(ref: string): boolean {
  try {
    return parse(ref).kind.toLocaleLowerCase('en-US') === kind;
  } catch {
    return false; // not an entity ref at all
  }
}

function parse(ref: string) {
  return parseEntityRef(ref, {
    defaultKind: kind,
    defaultNamespace: 'default',
  });
}
