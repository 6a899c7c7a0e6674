import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import { CopyButton } from './CopyButton';
import styles from './details.module.css';

/** What the backend says of a part, word by word, folded away. */
export function RawPart({ part }: { part: PartStatus }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const json = JSON.stringify(part, null, 2);
  return (
    <Accordion>
      <AccordionTrigger title={t('details.raw')} />
      <AccordionPanel>
        <div className={styles.raw}>
          <CopyButton what={t('details.raw')} value={json} />
          <pre>{json}</pre>
        </div>
      </AccordionPanel>
    </Accordion>
  );
}
