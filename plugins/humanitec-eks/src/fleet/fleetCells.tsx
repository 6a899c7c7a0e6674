import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Link, Text, VisuallyHidden } from '@backstage/ui';
import {
  Criterion,
  FleetRow,
  FleetSort,
  NOT_LOOKED_AT,
} from 'backstage-plugin-humanitec-eks-common';
import { PropsWithChildren, ReactElement } from 'react';
import { AgeText } from '../binding/AgeText';
import { agentStatus } from '../binding/agentStatus';
import { StatusIcon } from '../binding/StatusIcon';
import { entityRouteRef } from '../routes';
import { humanitecEksTranslationRef } from '../translation';
import { FleetVerdictIcon } from './FleetVerdictIcon';
import styles from './fleet.module.css';

interface CellProps {
  /** The column's title, shown beside the value where the table has no room for columns. */
  label: string;
  row: FleetRow;
}

/** What is shown of each cluster, in this order. */
export const fleetCells: {
  id: FleetSort | 'landsHere' | 'agent';
  Cell: (props: CellProps) => ReactElement;
}[] = [
  { id: 'title', Cell: ClusterCell },
  { id: 'verdict', Cell: VerdictCell },
  {
    id: 'organization',
    Cell: ({ label, row }) => (
      <FleetCell label={label}>{row.organization}</FleetCell>
    ),
  },
  {
    id: 'awsAccountId',
    Cell: ({ label, row }) => (
      <FleetCell label={label}>{row.awsAccountId}</FleetCell>
    ),
  },
  {
    id: 'region',
    Cell: ({ label, row }) => <FleetCell label={label}>{row.region}</FleetCell>,
  },
  {
    id: 'kubernetesVersion',
    Cell: ({ label, row }) => (
      <FleetCell label={label}>
        {row.kubernetesVersion ?? <NotKnown />}
      </FleetCell>
    ),
  },
  { id: 'landsHere', Cell: LandsHereCell },
  { id: 'agent', Cell: AgentCell },
  { id: 'observedAt', Cell: ObservedCell },
];

/** The cluster, which leads to its page, and what AWS calls it where that is something else. */
function ClusterCell({ row: { entityRef, title, clusterName } }: CellProps) {
  const pathOf = useRouteRef(entityRouteRef);
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const href = pathOf?.({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });
  return (
    <Cell className={styles.name} textValue={title}>
      {href ? (
        <Link href={href} standalone variant="body-medium" weight="bold">
          {title}
        </Link>
      ) : (
        <Text variant="body-medium" weight="bold">
          {title}
        </Text>
      )}
      {clusterName !== title && (
        <Text as="div" variant="body-small">
          {clusterName}
        </Text>
      )}
    </Cell>
  );
}

function VerdictCell({ row }: CellProps) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { reason } = row;
  const verdict = row.verdict ?? NOT_LOOKED_AT;
  const word = t(`fleet.verdict.${verdict}`);
  return (
    <Cell className={styles.said} textValue={word}>
      <div className={styles.withIcon}>
        <FleetVerdictIcon of={verdict} />
        <div>
          <Text as="div" variant="body-medium">
            {word}
          </Text>
          {reason && (
            <Text as="div" variant="body-small">
              {reason}
            </Text>
          )}
        </div>
      </div>
    </Cell>
  );
}

function LandsHereCell({ label, row }: CellProps) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { criteria, environments, observedAt } = row;
  const nobody = observedAt ? t('fleet.nobody') : <NotKnown />;
  return (
    <FleetCell label={label}>
      {criteria.length === 0 && nobody}
      {criteria.map(criterion => (
        <Rule key={JSON.stringify(criterion)} criterion={criterion} />
      ))}
      {environments !== undefined && (
        <Text as="div" variant="body-small">
          {t('fleet.environments', { count: environments })}
        </Text>
      )}
    </FleetCell>
  );
}

/** `production, application shop`: shorter than elsewhere, since most rules are an environment type alone. */
function Rule({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { envType, appId, envId, class: resourceClass } = criterion;
  const words = [
    envType,
    appId && t('criterion.appId', { value: appId }),
    envId && t('criterion.envId', { value: envId }),
    resourceClass && t('criterion.class', { value: resourceClass }),
  ].filter(Boolean);
  return <div>{words.join(', ') || t('criterion.everything')}</div>;
}

function AgentCell({ label, row: { agent } }: CellProps) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <FleetCell label={label}>
      {agent ? (
        <span className={styles.withIcon}>
          <StatusIcon of={agentStatus(agent)} />
          <span aria-hidden>
            {agent.ready}/{agent.wanted}
          </span>
          <VisuallyHidden>{t('fleet.agent', agent)}</VisuallyHidden>
        </span>
      ) : (
        <NotKnown />
      )}
    </FleetCell>
  );
}

function ObservedCell({ label, row: { observedAt } }: CellProps) {
  return (
    <FleetCell label={label}>
      {observedAt ? <AgeText at={observedAt} /> : <NotKnown />}
    </FleetCell>
  );
}

function FleetCell({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <Cell className={styles.value}>
      <span aria-hidden className={styles.label}>
        {label}
      </span>
      <div>{children}</div>
    </Cell>
  );
}

/** A dash for the eye; in words for who hears it. */
function NotKnown() {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <>
      <span aria-hidden>–</span>
      <VisuallyHidden>{t('fleet.notKnown')}</VisuallyHidden>
    </>
  );
}
