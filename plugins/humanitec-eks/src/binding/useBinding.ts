import { Entity, getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  BindingEnvironments,
  BindingHistory,
  BindingReport,
} from 'backstage-plugin-humanitec-eks-common';
import { useCallback } from 'react';
import { bindingApiRef } from '../api/bindingApi';
import { Asked, useAnswer } from './useAnswer';

/** The binding of a cluster. */
export function useBinding(entity: Entity): Asked<BindingReport> {
  const api = useApi(bindingApiRef);
  return useAnswer(
    useCallback(
      options => api.getBinding(getCompoundEntityRef(entity), options),
      [api, entity],
    ),
  );
}

/** Who runs on a cluster, or will. */
export function useEnvironments(
  entity: Entity,
  options: { wanted: boolean },
): Asked<BindingEnvironments> {
  const api = useApi(bindingApiRef);
  return useAnswer(
    useCallback(
      asked => api.getEnvironments(getCompoundEntityRef(entity), asked),
      [api, entity],
    ),
    options,
  );
}

/** The runs of templates that were about a cluster. */
export function useHistory(
  entity: Entity,
  options: { wanted: boolean },
): Asked<BindingHistory> {
  const api = useApi(bindingApiRef);
  return useAnswer(
    useCallback(
      () => api.getHistory(getCompoundEntityRef(entity)),
      [api, entity],
    ),
    options,
  );
}
