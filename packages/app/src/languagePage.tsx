/** The page where people choose the language that Backstage speaks with them. */
import {
  appLanguageApiRef,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Container, Radio, RadioGroup } from '@backstage/ui';
import { RiTranslate2 } from '@remixicon/react';
import { useState } from 'react';

const rootRouteRef = createRouteRef();

export const languagePage = createFrontendPlugin({
  pluginId: 'language',
  routes: { root: rootRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/language',
        routeRef: rootRouteRef,
        title: 'Language',
        icon: <RiTranslate2 />,
        loader: async () => <LanguagePage />,
      },
    }),
  ],
});

function LanguagePage() {
  const api = useApi(appLanguageApiRef);
  const [chosen, setChosen] = useState(api.getLanguage().language);
  const choose = (language: string) => {
    api.setLanguage(language);
    setChosen(language);
  };
  return (
    <Container role="main">
      <RadioGroup label="Language" onChange={choose} value={chosen}>
        {api.getAvailableLanguages().languages.map(language => (
          <Radio key={language} value={language}>
            <span lang={language}>{nameOf(language)}</span>
          </Radio>
        ))}
      </RadioGroup>
    </Container>
  );
}

/** `Deutsch`: as those call it who speak it. */
function nameOf(language: string): string {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return names.of(language) ?? language;
}
