import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  BindingInput,
  bindingSpec,
  describeCriterion,
} from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import styles from '../fields.module.css';

/** In sentences: what is made where, who lands there, and how long it takes. */
export function WhatHappens(props: {
  input: BindingInput;
  newCluster: boolean;
}) {
  const { input, newCluster } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { names, criteria = [] } = bindingSpec(input);
  const how = newCluster ? 'new' : 'existing';
  const rules = criteria.map(describeCriterion).join('; ');
  const sentences = [
    t(`onboarding.cluster.${how}`, {
      clusterName: input.clusterName,
      awsAccountId: input.awsAccountId,
      region: input.region,
    }),
    t('onboarding.humanitec', {
      organization: input.organization,
      cloudAccount: names.cloudAccount,
      accessRole: names.accessRole,
      clusterDefinition: names.clusterDefinition,
    }),
    rules ? t('onboarding.rules', { rules }) : t('onboarding.noRules'),
    t(`onboarding.waiting.${how}`),
  ];
  return (
    <ul className={styles.list}>
      {sentences.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
