import { Entity } from '@backstage/catalog-model';
import { BindingFrame } from '../binding/BindingFrame';
import { BindingSummary } from '../binding/BindingSummary';
import { useBinding, useHistory } from '../binding/useBinding';
import { ExpectRun, useRunWatch } from '../binding/useRunWatch';
import styles from './BindingCard.module.css';
import { CardLinks } from './CardLinks';
import { LoadingBinding } from './LoadingBinding';
import { PartLanes } from './PartLanes';

/** The binding of one cluster, in every state of knowing about it. */
export function BindingCard({ entity }: { entity: Entity }) {
  const binding = useBinding(entity);
  const { answer: report, ask } = binding;
  // Everybody opens this page, so the card follows only runs that began from it.
  // That the history cannot be asked takes nothing from it.
  const history = useHistory(entity, { wanted: false });
  const { run, expectRun } = useRunWatch(history, {
    wanted: false,
    onProgress: ask,
    onEnd: () => ask({ fresh: true }),
  });
  return (
    <ExpectRun.Provider value={expectRun}>
      <BindingFrame
        binding={binding}
        className={styles.card}
        footer={<CardLinks links={report?.links ?? []} />}
        onRefresh={() => ask({ fresh: true })}
        run={run}
        skeleton={<LoadingBinding />}
      >
        {found => (
          <>
            <PartLanes report={found} />
            <BindingSummary report={found} />
          </>
        )}
      </BindingFrame>
    </ExpectRun.Provider>
  );
}
