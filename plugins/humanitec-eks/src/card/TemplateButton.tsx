import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { templateRouteRef } from '../routes';

/** Opens the onboarding template for this cluster; nothing in an app without a scaffolder. */
export function TemplateButton(props: {
  /** What is known already, and filled in. */
  formData: Record<string, unknown>;
  children: string;
}) {
  const templatePath = useRouteRef(templateRouteRef)?.({
    namespace: 'default',
    templateName: 'onboard-private-eks-cluster',
  });
  if (!templatePath) return null;
  const query = new URLSearchParams({
    formData: JSON.stringify(props.formData),
  });
  return (
    <ButtonLink href={`${templatePath}?${query}`} size="small">
      {props.children}
    </ButtonLink>
  );
}
