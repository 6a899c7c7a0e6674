import { screen } from '@testing-library/react';
import { openCluster } from '../binding/__testUtils__/openCluster';
import { humanitecEksTranslationRef } from '../index';
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
    openCluster('ready', {
      place: 'card',
      config: {
        'api:app/app-language': {
          defaultLanguage: 'de',
          availableLanguages: ['en', 'de'],
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
