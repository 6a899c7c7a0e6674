import { ButtonLink } from '@backstage/ui';
import { TemplateUse } from './templates';
import { useTemplateHref } from './useTemplateHref';

/** Opens a template for this cluster; nothing where there is none to open. */
export function TemplateButton(props: {
  use: TemplateUse;
  /** What is known already, and filled in. */
  formData: object;
  children: string;
}) {
  const { use, formData, children } = props;
  const href = useTemplateHref()(use, formData);
  if (!href) return null;
  return (
    <ButtonLink href={href} size="small">
      {children}
    </ButtonLink>
  );
}
