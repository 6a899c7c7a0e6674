import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { BindingTask } from 'backstage-plugin-humanitec-eks-common';
import { taskRouteRef } from '../routes';
import { humanitecEksTranslationRef } from '../translation';
import { AgeText } from './AgeText';

/** A run of a template is changing the binding just now. */
export function RunNotice({ run }: { run: BindingTask }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const pathOf = useRouteRef(taskRouteRef);
  return (
    <Alert
      icon
      role="status"
      status="info"
      title={t('run.underWay', { title: run.title ?? t('run.untitled') })}
      description={t('run.since', { age: <AgeText at={run.createdAt} /> })}
      customActions={
        pathOf && (
          <ButtonLink
            href={pathOf({ taskId: run.id })}
            size="small"
            variant="secondary"
          >
            {t('run.watch')}
          </ButtonLink>
        )
      }
    />
  );
}
