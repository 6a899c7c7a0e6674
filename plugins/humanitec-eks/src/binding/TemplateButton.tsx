import { ButtonLink } from '@backstage/ui';
import { useContext } from 'react';
import { TemplateUse } from './templates';
import { ExpectRun } from './useRunWatch';
import { useTemplateHref } from './useTemplateHref';

/** Opens a template for this cluster; nothing where there is none to open. */
export function TemplateButton(props: {
  use: TemplateUse;
  /** What is known already, and filled in. */
  formData: object;
  variant?: 'primary' | 'secondary';
  children: string;
}) {
  const { use, formData, variant, children } = props;
  const href = useTemplateHref()(use, formData);
  const expectRun = useContext(ExpectRun);
  if (!href) return null;
  return (
    <ButtonLink href={href} onPress={expectRun} size="small" variant={variant}>
      {children}
    </ButtonLink>
  );
}
