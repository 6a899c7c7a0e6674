import { Alert } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './fields.module.css';

/** Something worth knowing under a field. It is announced by the region that it stands in. */
export function Notice(props: {
  status: 'info' | 'success' | 'warning' | 'danger';
  title?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  const { status, title, action, children } = props;
  return (
    <Alert
      className={styles.notice}
      icon
      status={status}
      title={title}
      description={children}
      customActions={action}
    />
  );
}
