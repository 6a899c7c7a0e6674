import { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
import {
  BindingEnvironments,
  BindingHistory,
  BindingReport,
  Fleet,
  FleetQuery,
} from 'backstage-plugin-humanitec-eks-common';
import { BindingApi } from './bindingApi';

/** Asks the backend plugin over HTTP. */
export class BindingClient implements BindingApi {
  constructor(private readonly fetchApi: FetchApi) {}

  getBinding(
    entity: CompoundEntityRef,
    { fresh = false }: { fresh?: boolean } = {},
  ): Promise<BindingReport> {
    return this.get(`${pathOf(entity)}/binding${queryOf(fresh)}`);
  }

  getEnvironments(
    entity: CompoundEntityRef,
    { fresh = false }: { fresh?: boolean } = {},
  ): Promise<BindingEnvironments> {
    return this.get(`${pathOf(entity)}/environments${queryOf(fresh)}`);
  }

  getHistory(entity: CompoundEntityRef): Promise<BindingHistory> {
    return this.get(`${pathOf(entity)}/history`);
  }

  listBindings(query: FleetQuery): Promise<Fleet> {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) =>
        [value].flat().map(item => [key, String(item)]),
      ),
    ).toString();
    return this.get(`bindings${search && `?${search}`}`);
  }

  private async get<Answer>(path: string): Promise<Answer> {
    const response = await this.fetchApi.fetch(
      `plugin://humanitec-eks/v1/${path}`,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}

function pathOf({ namespace, kind, name }: CompoundEntityRef): string {
  return `entity/${[namespace, kind, name].map(encodeURIComponent).join('/')}`;
}

function queryOf(fresh: boolean): string {
  return fresh ? '?fresh=true' : '';
}
