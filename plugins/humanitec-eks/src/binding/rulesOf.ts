import {
  BindingReport,
  Criterion,
} from 'backstage-plugin-humanitec-eks-common';

/** The rules that send deployments here; those that were asked for, where it is not known which are there. */
export function rulesOf({ criteria, spec }: BindingReport): Criterion[] {
  return criteria ?? spec.criteria;
}
