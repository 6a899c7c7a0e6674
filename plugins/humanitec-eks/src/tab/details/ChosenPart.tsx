import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import {
  BindingReport,
  PartId,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import { useEffect, useRef } from 'react';
import { BindingLinks } from '../../binding/BindingLinks';
import { FactList } from '../../binding/FactList';
import { PartFindings } from '../../binding/PartFindings';
import { StatusIcon } from '../../binding/StatusIcon';
import { humanitecEksTranslationRef } from '../../translation';
import { edgesFrom } from '../picture/flow';
import styles from './details.module.css';
import { IdentifierList } from './IdentifierList';
import { identifiersOf, otherFacts } from './identifiersOf';
import { RawPart } from './RawPart';

/** All there is to know of the part that was chosen; takes the focus. */
export function ChosenPart(props: {
  part: PartStatus;
  report: BindingReport;
  onClose: () => void;
}) {
  const { part, report, onClose } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [part.part]);

  const links = report.links.filter(link => link.part === part.part);
  const identifiers = identifiersOf(part, report);
  return (
    <Flex direction="column" gap="3">
      <Flex align="start" gap="2" justify="between">
        <h4 className={styles.heading} ref={heading} tabIndex={-1}>
          <StatusIcon of={part.status} size={20} />
          <span>
            {t(`part.${part.part}`)}{' '}
            <span className={styles.status}>{t(`status.${part.status}`)}</span>
          </span>
        </h4>
        <ButtonIcon
          aria-label={t('details.close')}
          icon={<RiCloseLine aria-hidden />}
          onPress={onClose}
          size="small"
          variant="tertiary"
        />
      </Flex>
      <Purpose part={part.part} />
      <PartFindings part={part} />
      <IdentifierList identifiers={identifiers} />
      <FactList facts={otherFacts(part, identifiers)} />
      {links.length > 0 && <BindingLinks links={links} />}
      <RawPart part={part} />
    </Flex>
  );
}

/** What it is for, and what it refers to. */
function Purpose({ part }: { part: PartId }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const references = edgesFrom(part);
  return (
    <div>
      <Text as="p" className={styles.paragraph} variant="body-medium">
        {t(`purpose.${part}`)}
      </Text>
      {references.length > 0 && (
        <ul className={styles.references}>
          {references.map(({ id, to }) => (
            <li key={id}>{t(`edge.${id}.words`, { to: t(`part.${to}`) })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
