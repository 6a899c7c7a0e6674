import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { BindingHistory } from 'backstage-plugin-humanitec-eks-common';
import { useState } from 'react';
import { Asked } from '../../binding/useAnswer';
import { humanitecEksTranslationRef } from '../../translation';
import { Section } from '../Section';
import { HistoryItem } from './HistoryItem';
import styles from './history.module.css';

const SHOWN_FIRST = 5;

/** What templates have done with the cluster, the latest first. */
export function History({ history }: { history: Asked<BindingHistory> }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Section
      asked={history}
      failed={t('history.failed')}
      title={t('history.title')}
    >
      {answer => <Runs history={answer} />}
    </Section>
  );
}

function Runs({ history }: { history: BindingHistory }) {
  const { items, searched, complete } = history;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, SHOWN_FIRST);
  return (
    <>
      {items.length === 0 ? (
        <Text variant="body-medium">{t('history.none')}</Text>
      ) : (
        <ol className={styles.list}>
          {shown.map(task => (
            <HistoryItem key={task.id} task={task} />
          ))}
        </ol>
      )}
      {shown.length < items.length && (
        <Button
          className={styles.more}
          onPress={() => setAll(true)}
          size="small"
          variant="secondary"
        >
          {t('history.more', { count: items.length - shown.length })}
        </Button>
      )}
      <Text variant="body-small">
        {t(complete ? 'history.complete' : 'history.searched', {
          count: searched,
        })}
      </Text>
    </>
  );
}
