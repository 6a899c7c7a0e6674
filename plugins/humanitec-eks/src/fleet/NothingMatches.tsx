import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';
import { ShowView } from './useFleetView';
import styles from './fleet.module.css';

/** Search and filters leave no cluster. */
export function NothingMatches({ show }: { show: ShowView }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex align="center" className={styles.empty} direction="column" gap="3">
      <Text weight="bold">{t('fleet.nothingMatches')}</Text>
      <Button
        onPress={() => show({ search: '', filters: {} })}
        variant="secondary"
      >
        {t('fleet.clear')}
      </Button>
    </Flex>
  );
}
