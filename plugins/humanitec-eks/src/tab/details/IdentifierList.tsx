import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanitecEksTranslationRef } from '../../translation';
import { CopyButton } from './CopyButton';
import styles from './details.module.css';
import { Identifier } from './identifiersOf';

/** Names and IDs, each with a button that copies it. */
export function IdentifierList(props: { identifiers: Identifier[] }) {
  const label = useLabel();
  return (
    <dl className={styles.identifiers}>
      {props.identifiers.map(identifier => (
        <div key={`${label(identifier)} ${identifier.value}`}>
          <dt>{label(identifier)}</dt>
          <dd>
            <code>{identifier.value}</code>
            <CopyButton what={label(identifier)} value={identifier.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useLabel(): (identifier: Identifier) => string {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return identifier => {
    switch (identifier.of) {
      case 'name':
        return t(`name.${identifier.name}`);
      case 'fact':
        return t(`fact.${identifier.fact}`);
      default:
        return t(`identity.${identifier.of}`);
    }
  };
}
