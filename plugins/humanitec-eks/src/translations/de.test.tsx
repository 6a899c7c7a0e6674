import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { fixedFetch } from '../../dev/fixedFetch';
import { states } from '../../dev/states';
import plugin, { humanitecEksTranslationRef } from '../index';
import de from './de';

const english = englishMessages(humanitecEksTranslationRef);
const german: Record<string, string> = de;

describe('German', () => {
  it('has a text for every key, and no key that English lacks', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  it('leaves no text empty', () => {
    expect(Object.values(german).filter(text => !text.trim())).toEqual([]);
  });

  it('fills in the same values as English', () => {
    expect(placeholdersIn(german)).toEqual(placeholdersIn(english));
  });

  it('is shown in an app that is switched to it', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity: states.ready.entity })],
      features: [plugin],
      apis: [[fetchApiRef, fixedFetch()]],
      config: {
        app: {
          baseUrl: 'http://localhost:3000',
          extensions: [
            {
              'api:app/app-language': {
                config: {
                  defaultLanguage: 'de',
                  availableLanguages: ['en', 'de'],
                },
              },
            },
          ],
        },
      },
    });
    expect(
      await screen.findByText('Humanitec kann hierhin deployen'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Zugriffsrolle wie vorgegeben' }),
    ).toBeInTheDocument();
  });
});

function placeholdersIn(texts: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      (text.match(/\{\{.*?\}\}/g) ?? []).sort(),
    ]),
  );
}

/** The messages that every translation API asks a ref for; its public type hides them. */
function englishMessages(ref: object): Record<string, string> {
  if (!tellsMessages(ref)) throw new Error('The ref tells no messages');
  return ref.getDefaultMessages();
}

function tellsMessages(
  ref: object,
): ref is { getDefaultMessages(): Record<string, string> } {
  return 'getDefaultMessages' in ref;
}
