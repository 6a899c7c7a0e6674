import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { Verdict } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { StatusIcon } from './StatusIcon';

/** The answer in one line, announced when it changes. */
export function VerdictLine({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex align="center" gap="2" role="status">
      <StatusIcon of={verdict} size={24} />
      <Text variant="body-large" weight="bold">
        {t(`verdict.${verdict}`)}
      </Text>
    </Flex>
  );
}
