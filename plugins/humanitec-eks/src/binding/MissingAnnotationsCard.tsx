import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';
import {
  exampleAnnotations,
  knownIdentity,
  MissingAnnotations,
} from './missingAnnotations';
import { StatusIcon } from './StatusIcon';
import { TemplateButton } from './TemplateButton';

/** What a cluster without our annotations needs: which ones, and what to run. */
export function MissingAnnotationsCard(props: {
  entity: Entity;
  missing: MissingAnnotations;
}) {
  const { entity, missing } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={
        <TemplateButton use="bind" formData={knownIdentity(entity)}>
          {t('remedy.bind')}
        </TemplateButton>
      }
    >
      <Flex direction="column" gap="3">
        <Flex align="center" gap="2">
          <StatusIcon of="notBound" size={24} />
          <Text variant="body-large" weight="bold">
            {t('missingAnnotations.title')}
          </Text>
        </Flex>
        <div>
          <Text as="p">
            {t('missingAnnotations.missing', { count: missing.length })}
          </Text>
          <ul className={styles.annotations}>
            {missing.map(key => (
              <li key={key}>
                <code>{key}</code>
              </li>
            ))}
          </ul>
        </div>
        <Text as="p">{t('missingAnnotations.bind')}</Text>
        <Text as="p">{t('missingAnnotations.bound')}</Text>
        <pre className={styles.snippet}>{exampleAnnotations(missing)}</pre>
      </Flex>
    </EntityInfoCard>
  );
}
