import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
import {
  ChoiceKind,
  ChoiceQuery,
  Choices,
  OnboardingPreview,
  OnboardingPreviewRequest,
  RemovalPreview,
  RemovalPreviewRequest,
} from 'backstage-plugin-humanitec-eks-common';
import { FormApi, FormApiOptions } from './formApi';
import { RecentAnswers } from './RecentAnswers';

/** Asks the backend plugin over HTTP. Fields that ask the same thing share one request. */
export class FormClient implements FormApi {
  private readonly recent = new RecentAnswers();

  constructor(private readonly fetchApi: FetchApi) {}

  getChoices(
    kind: ChoiceKind,
    query: ChoiceQuery,
    options?: FormApiOptions,
  ): Promise<Choices> {
    const search = new URLSearchParams(Object.entries(query)).toString();
    return this.ask(`choices/${kind}${search && `?${search}`}`, {}, options);
  }

  previewOnboarding(
    request: OnboardingPreviewRequest,
    options?: FormApiOptions,
  ): Promise<OnboardingPreview> {
    return this.ask('previews/onboarding', posted(request), options);
  }

  previewRemoval(
    request: RemovalPreviewRequest,
    options?: FormApiOptions,
  ): Promise<RemovalPreview> {
    return this.ask('previews/removal', posted(request), options);
  }

  private ask<Answer>(
    path: string,
    init: { method?: string; body?: string; headers?: Record<string, string> },
    options?: FormApiOptions,
  ): Promise<Answer> {
    const key = `${path} ${init.body ?? ''}`;
    return this.recent.get(key, options, async (): Promise<Answer> => {
      const response = await this.fetchApi.fetch(
        `plugin://humanitec-eks/v1/${path}`,
        init,
      );
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return response.json();
    });
  }
}

function posted(body: object) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
