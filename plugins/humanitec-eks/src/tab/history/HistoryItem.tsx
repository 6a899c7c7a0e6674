import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiIndeterminateCircleFill,
  RiLoader4Line,
  RiQuestionFill,
  RiTimeLine,
} from '@remixicon/react';
import { BindingTask } from 'backstage-plugin-humanitec-eks-common';
import { AgeText } from '../../binding/AgeText';
import { Look, ToneIcon } from '../../binding/ToneIcon';
import { taskRouteRef } from '../../routes';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './history.module.css';

const looks = {
  open: { Icon: RiTimeLine, tone: 'info' },
  processing: { Icon: RiLoader4Line, tone: 'info' },
  completed: { Icon: RiCheckboxCircleFill, tone: 'success' },
  failed: { Icon: RiCloseCircleFill, tone: 'danger' },
  cancelled: { Icon: RiIndeterminateCircleFill, tone: 'warning' },
  skipped: { Icon: RiIndeterminateCircleFill, tone: 'info' },
} satisfies Record<string, Look>;

const other: Look = { Icon: RiQuestionFill, tone: 'info' };

/** One run of a template: which, how it ended, when, and who started it. */
export function HistoryItem({ task }: { task: BindingTask }) {
  const { id, status, title, templateRef, createdAt, createdBy } = task;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const pathOf = useRouteRef(taskRouteRef);
  const name = title ?? templateRef ?? t('run.untitled');
  return (
    <li className={styles.item}>
      <ToneIcon {...(isKnown(status) ? looks[status] : other)} size={20} />
      <div>
        {pathOf ? (
          <Link href={pathOf({ taskId: id })} variant="body-medium">
            {name}
          </Link>
        ) : (
          <Text variant="body-medium">{name}</Text>
        )}
        <Text as="div" variant="body-small">
          {isKnown(status) ? t(`taskStatus.${status}`) : status}
          {' · '}
          <AgeText at={createdAt} />
          {createdBy && (
            <>
              {' · '}
              <Person entityRef={createdBy} />
            </>
          )}
        </Text>
      </div>
    </li>
  );
}

function Person({ entityRef }: { entityRef: string }) {
  const { primaryTitle } = useEntityPresentation(entityRef, {
    defaultKind: 'user',
  });
  return <>{primaryTitle}</>;
}

function isKnown(status: string): status is keyof typeof looks {
  return Object.hasOwn(looks, status);
}
