import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, VisuallyHidden } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './BindingCard.module.css';

/** Where the binding can be seen in the systems themselves. */
export function BindingLinks({ links }: Pick<BindingReport, 'links'>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex gap="4" className={styles.wrap}>
      {links.map(({ title, url }) => (
        <Link
          key={url}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          variant="body-small"
          className={styles.externalLink}
        >
          {title}
          <RiExternalLinkLine aria-hidden size={14} />
          <VisuallyHidden>{t('card.newTab')}</VisuallyHidden>
        </Link>
      ))}
    </Flex>
  );
}
