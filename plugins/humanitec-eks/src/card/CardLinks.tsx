import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { BindingReport, PartId } from 'backstage-plugin-humanitec-eks-common';
import styles from '../binding/binding.module.css';
import { BindingLinks } from '../binding/BindingLinks';
import { bindingTabRouteRef } from '../routes';
import { humanitecEksTranslationRef } from '../translation';

/** The others stand with the details of their parts. */
const shown: PartId[] = ['cluster', 'clusterDefinition'];

/** Leads on: to the consoles, and to the tab where the operator shows it. */
export function CardLinks({ links }: Pick<BindingReport, 'links'>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const tabPath = useRouteRef(bindingTabRouteRef)?.();
  return (
    <Flex align="center" className={styles.wrap} gap="4" justify="end">
      <BindingLinks links={links.filter(({ part }) => shown.includes(part))} />
      {tabPath && (
        <Link
          className={styles.externalLink}
          href={tabPath}
          variant="body-medium"
          weight="bold"
        >
          {t('card.viewBinding')}
          <RiArrowRightLine aria-hidden size={16} />
        </Link>
      )}
    </Flex>
  );
}
