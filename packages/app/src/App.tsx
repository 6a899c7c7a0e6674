/** The app: catalog, software templates and the Humanitec EKS plugin. */
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import humanitecEksPlugin from 'backstage-plugin-humanitec-eks';
import { guestSignIn } from './guestSignIn';
import { languagePage } from './languagePage';

export default createApp({
  features: [
    catalogPlugin,
    scaffolderPlugin,
    humanitecEksPlugin,
    guestSignIn,
    languagePage,
  ],
});
