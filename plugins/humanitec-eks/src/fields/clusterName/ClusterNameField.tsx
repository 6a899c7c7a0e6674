import { ChoiceField } from '../choice/ChoiceField';
import { choiceDefinitions } from '../choice/choiceDefinitions';
import { FieldProps } from '../fieldTexts';
import { NewClusterNameField } from './NewClusterNameField';

export interface ClusterNameOptions {
  /** Offer the clusters that are there; else it is the name of a new one. */
  existing?: boolean;
}

/** A cluster that is there, or the name of one to come. */
export function ClusterNameField(
  props: FieldProps<string, ClusterNameOptions>,
) {
  return props.uiSchema['ui:options']?.existing ? (
    <ChoiceField {...props} definition={choiceDefinitions.existingCluster} />
  ) : (
    <NewClusterNameField {...props} />
  );
}
