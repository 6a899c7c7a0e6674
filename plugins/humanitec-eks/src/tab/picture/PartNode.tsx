import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  BindingReport,
  PartId,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import { CSSProperties, useId } from 'react';
import { StatusIcon } from '../../binding/StatusIcon';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './BindingPicture.module.css';
import { edgesFrom } from './flow';
import { idOf } from './idOf';

/** A part in the picture: what it is, how it is, and what it refers to. */
export function PartNode(props: {
  part: PartStatus;
  report: BindingReport;
  chosen: boolean;
  detailsId: string;
  onChoose: (part: PartId) => void;
  /** Tells whether the key led to another part. */
  onWalk: (key: string, from: PartId) => boolean;
  style: CSSProperties;
}) {
  const { part, report, chosen, detailsId, onChoose, onWalk, style } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const referencesId = useId();
  const references = edgesFrom(part.part);
  const figure = figureOf(part, report);
  return (
    <li className={styles.place} style={style}>
      <Button
        aria-controls={chosen ? detailsId : undefined}
        aria-describedby={references.length ? referencesId : undefined}
        aria-expanded={chosen}
        className={styles.node}
        data-part={part.part}
        data-status={part.status}
        onKeyDown={event => {
          if (onWalk(event.key, part.part)) event.preventDefault();
          else event.continuePropagation();
        }}
        onPress={() => onChoose(part.part)}
        variant="secondary"
      >
        <StatusIcon of={part.status} size={20} />
        <span className={styles.text}>
          <span className={styles.title}>{t(`part.${part.part}`)}</span>{' '}
          <span>
            {t(`status.${part.status}`)}
            {figure && ` · ${figure}`}
          </span>{' '}
          <span className={styles.id}>{idOf(part.part, report)}</span>
        </span>
      </Button>
      {references.length > 0 && (
        <ul className={styles.references} id={referencesId}>
          {references.map(({ id, to }) => (
            <li key={id}>{t(`edge.${id}.words`, { to: t(`part.${to}`) })}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The one figure that people look for. */
function figureOf(
  { part, status }: PartStatus,
  { agent, version }: BindingReport,
): string | undefined {
  if (status === 'missing' || status === 'unknown') return undefined;
  if (part === 'agent' && agent) return `${agent.ready}/${agent.wanted}`;
  if (part === 'cluster') return version?.current;
  return undefined;
}
