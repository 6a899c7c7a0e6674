import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from '../fields.module.css';

/** A part of a page that tells instead of asking. */
export function PreviewFrame(props: {
  id: string;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  const { id, title, description, children } = props;
  return (
    <section aria-labelledby={`${id}-title`} className={styles.preview}>
      <Flex direction="column" gap="4">
        <Text as="h3" id={`${id}-title`} variant="title-x-small" weight="bold">
          {title}
        </Text>
        {description && <Text>{description}</Text>}
        {children}
      </Flex>
    </section>
  );
}
