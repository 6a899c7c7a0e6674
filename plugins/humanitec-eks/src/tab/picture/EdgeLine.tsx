import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './EdgeLine.module.css';
import { Edge, places } from './flow';

/**
 * A line between two nodes, in the cells of the grid that lie between them; so
 * nothing is measured. For eyes only: each node says itself what it refers to.
 */
export function EdgeLine(props: { edge: Edge; parts: PartStatus[] }) {
  const { edge, parts } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const way = wayOf(edge);
  const whole = parts
    .filter(({ part }) => part === edge.from || part === edge.to)
    .every(({ status }) => status === 'inSync' || status === 'drifted');
  return (
    <div
      aria-hidden
      className={styles.edge}
      data-way={way}
      data-whole={whole}
      style={cellsOf(edge)}
    >
      <svg className={styles.line} preserveAspectRatio="none" viewBox="0 0 2 2">
        <path d={lines[way]} vectorEffect="non-scaling-stroke" />
      </svg>
      <svg className={styles.head} viewBox="0 0 8 8">
        <path d="M0 0 L8 4 L0 8 Z" />
      </svg>
      <span className={styles.label}>{t(`edge.${edge.id}.label`)}</span>
    </div>
  );
}

type Way = 'up' | 'down' | 'left' | 'right' | 'aside';

const lines: Record<Way, string> = {
  up: 'M1 0 V2',
  down: 'M1 0 V2',
  left: 'M0 1 H2',
  right: 'M0 1 H2',
  // To the lane on the left, one row down.
  aside: 'M2 0 H1 V2 H0',
};

function wayOf({ from, to }: Edge): Way {
  const lanes = places[to].lane - places[from].lane;
  const rows = places[to].row - places[from].row;
  if (lanes === 0) return rows > 0 ? 'down' : 'up';
  if (rows === 0) return lanes > 0 ? 'right' : 'left';
  return 'aside';
}

function cellsOf({ from, to }: Edge) {
  const lanes = [places[from].lane, places[to].lane].sort();
  const rows = [places[from].row, places[to].row].sort();
  if (lanes[0] === lanes[1]) {
    return {
      gridColumn: lanes[0] * 2 + 1,
      gridRow: `${rows[0] * 2 + 3} / ${rows[1] * 2 + 2}`,
    };
  }
  return {
    gridColumn: lanes[0] * 2 + 2,
    gridRow: `${rows[0] * 2 + 2} / ${rows[1] * 2 + 3}`,
  };
}
