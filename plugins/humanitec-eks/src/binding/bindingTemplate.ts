import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { TemplateUse } from './templates';

/** The template that binds this cluster: one for a cluster that it makes, one for a cluster that somebody else made. */
export function bindingTemplateOf({
  spec,
  parts,
}: Pick<BindingReport, 'spec' | 'parts'>): Extract<
  TemplateUse,
  'onboard' | 'bind'
> {
  const foreign = parts.some(
    ({ part, status }) => part === 'cluster' && status === 'foreign',
  );
  return spec.existingCluster || foreign ? 'bind' : 'onboard';
}

/**
 * Can a run be asked for the same again? What Humanitec and AWS do not tell
 * would be asked for otherwise: other rules, other names. Kubernetes hides the
 * names of namespaces only, and is often out of reach for good.
 */
export function canAskForTheSame({
  parts,
}: Pick<BindingReport, 'parts'>): boolean {
  return !parts.some(
    part => part.status === 'unknown' && part.system !== 'Kubernetes',
  );
}
