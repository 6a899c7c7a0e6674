import { Entity, getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { bindingApiRef } from '../api/bindingApi';

/**
 * The binding of a cluster. A refresh that fails keeps the last report beside
 * the error.
 */
export function useBindingReport(entity: Entity): {
  report?: BindingReport;
  error?: Error;
  loading: boolean;
  refresh: () => void;
} {
  const api = useApi(bindingApiRef);
  const [report, setReport] = useState<BindingReport>();
  const { error, loading, retry } = useAsyncRetry(
    async () => setReport(await api.getBinding(getCompoundEntityRef(entity))),
    [api, entity],
  );
  return { report, error, loading, refresh: retry };
}
