import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fact } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';

/** What is worth seeing about a part. */
export function FactList({ facts }: { facts: Fact[] }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  if (facts.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {facts.map(({ id, value }) => (
        <div key={`${id} ${value}`} className={styles.fact}>
          <dt>{t(`fact.${id}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
