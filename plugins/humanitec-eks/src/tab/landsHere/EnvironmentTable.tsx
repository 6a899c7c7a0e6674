import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  ColumnConfig,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import { BindingEnvironment } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import { LastDeployment } from './LastDeployment';
import styles from './landsHere.module.css';
import { StateText } from './StateText';

type Row = BindingEnvironment & { id: string };

const PAGE_SIZE = 10;

/** The environments of the cluster, by application. */
export function EnvironmentTable(props: {
  environments: BindingEnvironment[];
}) {
  const { environments } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const rows = environments.map(environment => ({
    ...environment,
    id: `${environment.appId}/${environment.envId}`,
  }));
  const { tableProps } = useTable<Row>({
    mode: 'complete',
    data: rows,
    paginationOptions:
      rows.length > PAGE_SIZE
        ? {
            pageSize: PAGE_SIZE,
            showPageSizeOptions: false,
            getLabel: ({ offset = 0 }) =>
              t('environments.page', {
                first: String(offset + 1),
                last: String(Math.min(offset + PAGE_SIZE, rows.length)),
                of: String(rows.length),
              }),
          }
        : { type: 'none' },
  });
  const columns: ColumnConfig<Row>[] = [
    {
      id: 'application',
      label: t('environments.application'),
      isRowHeader: true,
      cell: ({ appId }) => <CellText title={appId} />,
    },
    {
      id: 'environment',
      label: t('environments.environment'),
      isRowHeader: true,
      cell: ({ envId, envType }) => (
        <Cell>
          <Text as="div" variant="body-medium">
            {envId}
          </Text>
          <Text as="div" variant="body-small">
            {t('environments.type', { envType })}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'state',
      label: t('environments.state'),
      cell: ({ state }) => (
        <Cell>
          <StateText state={state} />
        </Cell>
      ),
    },
    {
      id: 'deployment',
      label: t('environments.lastDeployment'),
      cell: ({ lastDeployment }) => (
        <Cell>
          <LastDeployment deployment={lastDeployment} />
        </Cell>
      ),
    },
  ];
  return (
    <div className={styles.scrolls}>
      <Table columnConfig={columns} {...tableProps} />
    </div>
  );
}
