import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { humanitecEksTranslationRef } from '../translation';
import { AgeText } from './AgeText';

/** When the report was made, and the button that asks for a new one. */
export function Observed(props: {
  at?: string;
  loading: boolean;
  onRefresh: () => void;
}) {
  const { at, loading, onRefresh } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <>
      {at && (
        <Text variant="body-small">
          <AgeText at={at} />
        </Text>
      )}
      <TooltipTrigger>
        <ButtonIcon
          aria-label={t('card.refresh')}
          icon={<RiRefreshLine aria-hidden />}
          isPending={loading}
          onPress={onRefresh}
          size="small"
          variant="tertiary"
        />
        <Tooltip>{t('card.refresh')}</Tooltip>
      </TooltipTrigger>
    </>
  );
}
