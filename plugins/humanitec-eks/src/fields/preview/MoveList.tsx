import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Move, OnboardingPreview } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import styles from '../fields.module.css';

const NAMED = 5;

/** Which environments the next deployment takes elsewhere: some by name, the rest counted. */
export function MoveList(props: {
  moves: NonNullable<OnboardingPreview['moves']>;
  clusterName: string;
}) {
  const { moves, clusterName } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { come, leave, held, stay } = moves;
  const nothing = come.length + leave.length + held.length + stay === 0;
  return (
    <div className={styles.field}>
      <Text as="h4" weight="bold">
        {t('moves.title')}
      </Text>
      {nothing && <Text>{t('moves.nothing')}</Text>}
      <Group
        title={t('moves.come', { count: come.length, clusterName })}
        moves={come}
        elsewhere={({ from }) => from && t('moves.from', { from })}
      />
      <Group
        title={t('moves.leave', { count: leave.length, clusterName })}
        moves={leave}
        elsewhere={({ to }) =>
          to ? t('moves.to', { to }) : t('moves.nowhere')
        }
      />
      <Group
        title={t('moves.held', { count: held.length })}
        moves={held}
        elsewhere={({ to, from }) =>
          t('moves.heldBy', { by: to ?? from ?? '' })
        }
      />
      {stay > 0 && <Text>{t('moves.stay', { count: stay })}</Text>}
    </div>
  );
}

function Group(props: {
  title: string;
  moves: Move[];
  elsewhere: (move: Move) => string | undefined;
}) {
  const { title, moves, elsewhere } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  if (moves.length === 0) return null;
  const more = moves.length - NAMED;
  return (
    <div>
      <Text>{title}</Text>
      <ul className={styles.list}>
        {moves.slice(0, NAMED).map(move => (
          <li key={`${move.appId}/${move.envId}`}>
            {[`${move.appId}/${move.envId}`, elsewhere(move)]
              .filter(Boolean)
              .join(', ')}
          </li>
        ))}
        {more > 0 && <li>{t('moves.more', { count: more })}</li>}
      </ul>
    </div>
  );
}
