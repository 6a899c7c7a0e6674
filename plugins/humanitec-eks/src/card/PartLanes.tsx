import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, VisuallyHidden } from '@backstage/ui';
import {
  BindingReport,
  PartId,
  PartStatus,
  partIds,
  partInfo,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import { Fragment, useId, useState } from 'react';
import { humanitecEksTranslationRef } from '../translation';
import styles from './BindingCard.module.css';
import { PartDetails } from '../binding/PartDetails';
import { StatusIcon } from '../binding/StatusIcon';

const systems: SystemId[] = ['AWS', 'Humanitec', 'Kubernetes'];

/** The parts, a lane for each system; one part may be open at a time. */
export function PartLanes({ report }: { report: BindingReport }) {
  const id = useId();
  const [openPart, setOpenPart] = useState<PartId>();
  return (
    <div className={styles.lanes}>
      {systems.map(system => {
        const lane = inOrder(report.parts).filter(
          ({ part }) => partInfo[part].system === system,
        );
        const open = lane.find(({ part }) => part === openPart);
        return (
          <Fragment key={system}>
            <Text as="h4" variant="body-medium" id={id + system}>
              {system}
            </Text>
            <ul className={styles.lane} aria-labelledby={id + system}>
              {lane.map(part => (
                <li key={part.part}>
                  <PartButton
                    part={part}
                    pods={podsOf(part, report)}
                    controls={id + part.part}
                    open={part === open}
                    onPress={() =>
                      setOpenPart(part === open ? undefined : part.part)
                    }
                  />
                </li>
              ))}
            </ul>
            {open && <PartDetails id={id + open.part} part={open} />}
          </Fragment>
        );
      })}
    </div>
  );
}

/** The status is a word as well: seen where something is wrong, heard always. */
function PartButton(props: {
  part: PartStatus;
  /** `2/2`: how many of the agent's pods are ready. */
  pods?: string;
  controls: string;
  open: boolean;
  onPress: () => void;
}) {
  const { part, pods, controls, open, onPress } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const word = t(`status.${part.status}`);
  return (
    <Button
      aria-controls={open ? controls : undefined}
      aria-expanded={open}
      className={styles.part}
      iconStart={<StatusIcon of={part.status} />}
      onPress={onPress}
      size="small"
      variant="tertiary"
    >
      {[t(`part.${part.part}`), pods].filter(Boolean).join(' ')}{' '}
      {part.status === 'inSync' ? (
        <VisuallyHidden>{word}</VisuallyHidden>
      ) : (
        <Text variant="body-small">{word}</Text>
      )}
    </Button>
  );
}

function podsOf(
  { part, status }: PartStatus,
  { agent }: BindingReport,
): string | undefined {
  const isKnown = part === 'agent' && status !== 'unknown' && agent;
  return isKnown ? `${agent.ready}/${agent.wanted}` : undefined;
}

function inOrder(parts: PartStatus[]): PartStatus[] {
  return [...parts].sort(
    (a, b) => partIds.indexOf(a.part) - partIds.indexOf(b.part),
  );
}
