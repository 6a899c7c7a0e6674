import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, VisuallyHidden } from '@backstage/ui';
import {
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
export function PartLanes({ parts }: { parts: PartStatus[] }) {
  const id = useId();
  const [openPart, setOpenPart] = useState<PartId>();
  return (
    <div className={styles.lanes}>
      {systems.map(system => {
        const lane = inOrder(parts).filter(
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
  controls: string;
  open: boolean;
  onPress: () => void;
}) {
  const { part, controls, open, onPress } = props;
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
      {t(`part.${part.part}`)}{' '}
      {part.status === 'inSync' ? (
        <VisuallyHidden>{word}</VisuallyHidden>
      ) : (
        <Text variant="body-small">{word}</Text>
      )}
    </Button>
  );
}

function inOrder(parts: PartStatus[]): PartStatus[] {
  return [...parts].sort(
    (a, b) => partIds.indexOf(a.part) - partIds.indexOf(b.part),
  );
}
