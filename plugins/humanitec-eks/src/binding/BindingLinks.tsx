import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, VisuallyHidden } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import {
  BindingReport,
  PartId,
  partInfo,
} from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';

/** Where the binding can be seen in the systems themselves. */
export function BindingLinks({ links }: Pick<BindingReport, 'links'>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex gap="4" className={styles.wrap}>
      {links.map(({ part, url }) => (
        <Link
          key={url}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          variant="body-small"
          className={styles.externalLink}
        >
          {t('link.part', {
            part: t(`part.${part}`),
            system: consoleOf(part),
          })}
          <RiExternalLinkLine aria-hidden size={14} />
          <VisuallyHidden>{t('card.newTab')}</VisuallyHidden>
        </Link>
      ))}
    </Flex>
  );
}

/** Everything that is not in AWS is seen in Humanitec: no console shows what is in a cluster. */
function consoleOf(part: PartId) {
  return partInfo[part].system === 'AWS' ? 'AWS' : 'Humanitec';
}
