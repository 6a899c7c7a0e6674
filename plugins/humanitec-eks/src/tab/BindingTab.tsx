import { Entity } from '@backstage/catalog-model';
import { Flex } from '@backstage/ui';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { BindingFrame } from '../binding/BindingFrame';
import { loadFailure } from '../binding/loadFailure';
import { Asked } from '../binding/useAnswer';
import { useBinding, useEnvironments, useHistory } from '../binding/useBinding';
import { ExpectRun, useRunWatch } from '../binding/useRunWatch';
import { Health } from './health/Health';
import { History } from './history/History';
import { LandsHere } from './landsHere/LandsHere';
import { LoadingOverview } from './LoadingOverview';
import { PictureWithDetails } from './PictureWithDetails';
import { SectionId } from './sections';
import styles from './tab.module.css';

/** All about the binding of one cluster; each part of the page loads on its own. */
export function BindingTab(props: { entity: Entity; sections: SectionId[] }) {
  const { entity, sections } = props;
  const binding = useBinding(entity);
  const environments = useEnvironments(entity, {
    wanted: sections.includes('landsHere'),
  });
  const history = useHistory(entity, { wanted: true });
  const { run, expectRun } = useRunWatch(history, {
    wanted: true,
    onProgress: binding.ask,
    onEnd: () => {
      binding.ask({ fresh: true });
      if (sections.includes('landsHere')) environments.ask({ fresh: true });
    },
  });

  const { answer: report } = binding;
  const shown = sections.filter(section => isShown(section, binding));

  return (
    <ExpectRun.Provider value={expectRun}>
      <Flex className={styles.tab} direction="column" gap="4">
        <BindingFrame
          binding={binding}
          onRefresh={() => {
            binding.ask({ fresh: true });
            history.ask();
            if (sections.includes('landsHere'))
              environments.ask({ fresh: true });
          }}
          run={run}
          skeleton={<LoadingOverview />}
        >
          {found => <PictureWithDetails report={found} />}
        </BindingFrame>
        <div className={styles.sections}>
          {shown.map(section => (
            <div className={styles[section]} key={section}>
              {section === 'landsHere' && (
                <LandsHere environments={environments} report={report} />
              )}
              {section === 'health' && <Health report={report} />}
              {section === 'history' && <History history={history} />}
            </div>
          ))}
        </div>
      </Flex>
    </ExpectRun.Provider>
  );
}

function isShown(
  section: SectionId,
  { answer: report, error }: Asked<BindingReport>,
): boolean {
  if (report) return section === 'history' || report.verdict !== 'notBound';
  if (!error) return true;
  // What keeps everything away is told once, above; health is read from the report.
  return section !== 'health' && loadFailure(error).kind === 'failed';
}
