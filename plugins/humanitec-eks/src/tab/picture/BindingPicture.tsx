import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  BindingReport,
  PartId,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import { useId, useRef } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './BindingPicture.module.css';
import { EdgeLine } from './EdgeLine';
import { edges, neighbourOf, places } from './flow';
import { PartNode } from './PartNode';

const lanes: SystemId[] = ['AWS', 'Humanitec', 'Kubernetes'];

/**
 * The binding as a picture: a lane for each system, the parts as nodes, and
 * what refers to what as edges. Where there is little room the lanes stand
 * below each other, and the edges are words.
 */
export function BindingPicture(props: {
  report: BindingReport;
  chosen?: PartId;
  /** ID of the element that tells about the chosen part. */
  detailsId: string;
  onChoose: (part: PartId) => void;
}) {
  const { report, chosen, detailsId, onChoose } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const id = useId();
  const picture = useRef<HTMLDivElement>(null);

  const walk = (key: string, from: PartId) => {
    const to = neighbourOf(from, key);
    if (to) nodeOf(picture.current, to)?.focus();
    return to !== undefined;
  };

  return (
    <div
      aria-label={t('picture.label')}
      className={styles.picture}
      ref={picture}
      role="group"
    >
      {lanes.map((system, lane) => (
        <div className={styles.lane} key={system}>
          <Text
            as="h4"
            id={id + system}
            style={{ gridColumn: columnOf(lane), gridRow: 1 }}
            variant="body-medium"
            weight="bold"
          >
            {system}
          </Text>
          <ul aria-labelledby={id + system} className={styles.nodes}>
            {partsIn(report, lane).map(part => (
              <PartNode
                chosen={part.part === chosen}
                detailsId={detailsId}
                key={part.part}
                onChoose={onChoose}
                onWalk={walk}
                part={part}
                report={report}
                style={{
                  gridColumn: columnOf(lane),
                  gridRow: rowOf(places[part.part].row),
                }}
              />
            ))}
          </ul>
        </div>
      ))}
      {edges.map(edge => (
        <EdgeLine edge={edge} key={edge.id} parts={report.parts} />
      ))}
    </div>
  );
}

/** The button of a part, so that the focus can be given back to it. */
export function nodeOf(
  within: HTMLElement | null,
  part: PartId,
): HTMLElement | null | undefined {
  return within?.querySelector<HTMLElement>(`[data-part="${part}"]`);
}

/** Between two lanes there is a column, and between two rows a row, for the edges. */
function columnOf(lane: number): number {
  return lane * 2 + 1;
}

function rowOf(row: number): number {
  return row * 2 + 2; // the first row has the names of the lanes
}

function partsIn({ parts }: BindingReport, lane: number) {
  return parts
    .filter(({ part }) => places[part].lane === lane)
    .sort((a, b) => places[a.part].row - places[b.part].row);
}
