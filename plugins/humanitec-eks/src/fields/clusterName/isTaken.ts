import {
  Choice,
  OnboardingPreview,
} from 'backstage-plugin-humanitec-eks-common';
import { Answers } from '../answers';

/**
 * Whether a cluster has the name that a new one is to have. One that carries
 * our mark is completed by another run, and one may be adopted. Pure.
 */
export function isTaken(
  clusters: Choice[],
  preview: OnboardingPreview | undefined,
  answers: Answers,
): boolean {
  if (answers.adopt === true || !preview) return false;
  const exists = clusters.some(({ value }) => value === answers.clusterName);
  return exists && !preview.present?.includes('cluster');
}
