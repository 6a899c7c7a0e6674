import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Select, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { humanitecEksTranslationRef } from '../translation';
import { FleetView, pageSizes } from './fleetView';
import { ShowView } from './useFleetView';
import styles from './fleet.module.css';

/** Which rows these are of how many, and the way to the others. */
export function FleetPaging(props: {
  total: number;
  view: FleetView;
  show: ShowView;
}) {
  const { total, view, show } = props;
  const { page, pageSize } = view;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  return (
    <nav aria-label={t('fleet.paging.label')} className={styles.paging}>
      <Select
        aria-label={t('fleet.paging.size')}
        className={styles.pageSize}
        onChange={size => show({ pageSize: Number(size) })}
        options={pageSizes.map(size => ({
          id: String(size),
          label: t('fleet.paging.rows', { count: size }),
        }))}
        value={String(pageSize)}
      />
      <div className={styles.pages}>
        <Text variant="body-medium">
          {t('fleet.paging.range', { first, last, total })}
        </Text>
        <ButtonIcon
          aria-label={t('fleet.paging.previous')}
          icon={<RiArrowLeftSLine aria-hidden />}
          isDisabled={page === 1}
          onPress={() => show({ page: page - 1 })}
          variant="secondary"
        />
        <ButtonIcon
          aria-label={t('fleet.paging.next')}
          icon={<RiArrowRightSLine aria-hidden />}
          isDisabled={last >= total}
          onPress={() => show({ page: page + 1 })}
          variant="secondary"
        />
      </div>
    </nav>
  );
}
