import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import { BindingReport, PartId } from 'backstage-plugin-humanitec-eks-common';
import { useId, useRef, useState } from 'react';
import { humanitecEksTranslationRef } from '../translation';
import { ChosenPart } from './details/ChosenPart';
import { NoPart } from './details/NoPart';
import { BindingPicture, nodeOf } from './picture/BindingPicture';
import styles from './tab.module.css';

/** The picture, and beside it the part that was chosen; Escape gives the focus back to its node. */
export function PictureWithDetails({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const [chosen, setChosen] = useState<PartId>();
  const detailsId = useId();
  const frame = useRef<HTMLDivElement>(null);

  const part = report.parts.find(({ part: id }) => id === chosen);
  const close = () => {
    if (chosen) nodeOf(frame.current, chosen)?.focus();
    setChosen(undefined);
  };

  return (
    <div
      className={styles.frame}
      onKeyDown={event => {
        if (event.key === 'Escape' && chosen) close();
      }}
      ref={frame}
      role="presentation"
    >
      <BindingPicture
        chosen={chosen}
        detailsId={detailsId}
        onChoose={id => (id === chosen ? close() : setChosen(id))}
        report={report}
      />
      <Box
        aria-label={
          chosen
            ? t('details.label', { part: t(`part.${chosen}`) })
            : t('details.none')
        }
        bg="neutral"
        className={styles.details}
        id={detailsId}
        p="4"
        role="region"
      >
        {part ? (
          <ChosenPart part={part} report={report} onClose={close} />
        ) : (
          <NoPart report={report} />
        )}
      </Box>
    </div>
  );
}
