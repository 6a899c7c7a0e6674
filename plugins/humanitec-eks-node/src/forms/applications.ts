import type { Choice } from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecClient } from '../humanitec/humanitecClient';
import type { Application } from '../humanitec/schemas';

/** The applications of an organization, by name, with their environments. */
export async function applicationChoices(
  humanitec: HumanitecClient,
): Promise<Choice[]> {
  const applications = await humanitec.listApplications();
  return applications
    .map(applicationChoice)
    .sort((a, b) => (a.title ?? a.value).localeCompare(b.title ?? b.value));
}

/** How many environments are named; the others are counted. */
const NAMED = 5;

function applicationChoice({ id, name, envs }: Application): Choice {
  const environments = (envs ?? []).map(env => env.id);
  const more = environments.length - NAMED;
  const named = environments.slice(0, NAMED).join(', ');
  return {
    value: id,
    ...(name && { title: name }),
    ...(named && { note: more > 0 ? `${named} and ${more} more` : named }),
  };
}
