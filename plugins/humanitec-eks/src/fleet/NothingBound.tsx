import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { StatusIcon } from '../binding/StatusIcon';
import { TemplateButton } from '../binding/TemplateButton';
import { humanitecEksTranslationRef } from '../translation';
import styles from './fleet.module.css';

/** There is no cluster yet, or none that the user may see: how the first one comes. */
export function NothingBound() {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex
      align="center"
      className={styles.empty}
      direction="column"
      gap="3"
      role="status"
    >
      <StatusIcon of="notBound" size={32} />
      <Text as="h2" variant="title-x-small">
        {t('fleet.nothingBound.title')}
      </Text>
      <Text as="p">{t('fleet.nothingBound.help')}</Text>
      <Flex gap="2">
        <TemplateButton use="onboard" formData={{}}>
          {t('fleet.nothingBound.onboard')}
        </TemplateButton>
        <TemplateButton use="bind" formData={{}}>
          {t('fleet.nothingBound.bind')}
        </TemplateButton>
      </Flex>
    </Flex>
  );
}
