import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tag, TagGroup } from '@backstage/ui';
import { Choice } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';

/** The subnets that were chosen, with their zones; each can be taken out again. */
export function ChosenSubnets(props: {
  ids: string[];
  items: Choice[];
  disabled: boolean;
  onRemove: (ids: Set<string | number>) => void;
}) {
  const { ids, items, disabled, onRemove } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <TagGroup
      aria-label={t('subnets.chosen')}
      onRemove={disabled ? undefined : onRemove}
    >
      {ids.map(id => (
        <Tag id={id} key={id}>
          {labelOf(id, items)}
        </Tag>
      ))}
    </TagGroup>
  );
}

function labelOf(id: string, items: Choice[]): string {
  const item = items.find(({ value }) => value === id);
  return [id, item?.title, item?.facts?.zone].filter(Boolean).join(' · ');
}
