import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Text } from '@backstage/ui';
import { Fact, PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';
import { ChangeList } from './ChangeList';

/** What there is to know of one part: how it differs, and its facts. */
export function PartDetails(props: { id: string; part: PartStatus }) {
  const { id, part } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Box
      aria-label={t('details.label', { part: t(`part.${part.part}`) })}
      bg="neutral"
      className={styles.details}
      id={id}
      p="3"
      role="region"
    >
      <PartText part={part} />
    </Box>
  );
}

function PartText({ part }: { part: PartStatus }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  switch (part.status) {
    case 'inSync':
      return (
        <>
          <Text variant="body-small">{t('details.inSync')}</Text>
          <FactList facts={part.facts} />
        </>
      );
    case 'drifted':
      return (
        <>
          <ChangeList changes={part.changes} />
          <FactList facts={part.facts} />
        </>
      );
    case 'unknown':
      return (
        <Text variant="body-small" className={styles.anywhere}>
          {t('problem.silent', { system: part.system })}: {part.reason}
        </Text>
      );
    default:
      return <ChangeList changes={part.changes} />;
  }
}

function FactList({ facts }: { facts: Fact[] }) {
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
