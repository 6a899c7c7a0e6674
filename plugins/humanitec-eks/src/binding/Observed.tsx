import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useState } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { humanitecEksTranslationRef } from '../translation';
import { ageOf } from './age';

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
      {at && <AgeText at={at} />}
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

function AgeText({ at }: { at: string }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const [, setNow] = useState(0);
  useInterval(() => setNow(Date.now()), 5_000);
  const age = ageOf(at, Date.now());
  return (
    <Text variant="body-small">
      <time dateTime={at} title={new Date(at).toLocaleString()}>
        {age.unit === 'now'
          ? t('age.now')
          : t(`age.${age.unit}`, { count: age.count })}
      </time>
    </Text>
  );
}
