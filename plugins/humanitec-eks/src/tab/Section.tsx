import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { ReactNode } from 'react';
import { LoadError } from '../binding/LoadError';
import { Asked } from '../binding/useAnswer';
import { SectionSkeleton } from './SectionSkeleton';

/** A card that loads on its own: what happens to the others does not matter to it. */
export function Section<Answer>(props: {
  title: string;
  /** What is said when it cannot be told. */
  failed: string;
  asked: Asked<Answer>;
  /** What is known without the answer. */
  lead?: ReactNode;
  children: (answer: Answer) => ReactNode;
}) {
  const { title, failed, asked, lead, children } = props;
  const { answer, error, loading, ask } = asked;
  return (
    <EntityInfoCard title={title}>
      <Flex direction="column" gap="4">
        {lead}
        {error && (
          <LoadError
            error={error}
            loading={loading}
            onRetry={ask}
            stale={answer !== undefined}
            title={failed}
          />
        )}
        {answer === undefined && !error && <SectionSkeleton />}
        {answer !== undefined && children(answer)}
      </Flex>
    </EntityInfoCard>
  );
}
