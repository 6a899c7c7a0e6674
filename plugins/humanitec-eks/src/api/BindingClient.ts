import { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { BindingApi } from './bindingApi';

/** Asks the backend plugin over HTTP. */
export class BindingClient implements BindingApi {
  constructor(private readonly fetchApi: FetchApi) {}

  async getBinding(entity: CompoundEntityRef): Promise<BindingReport> {
    const path = [entity.namespace, entity.kind, entity.name]
      .map(encodeURIComponent)
      .join('/');
    const response = await this.fetchApi.fetch(
      `plugin://humanitec-eks/v1/entity/${path}/binding`,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
