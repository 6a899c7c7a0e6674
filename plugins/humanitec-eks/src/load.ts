// Pages and fields are loaded after what they have in common, or a bundler would put that into both.

const shared = () => import('./shared');

/** Card, tab and fleet page. */
export const loadPages = () => shared().then(({ pages }) => pages());

/** The fields of the templates' forms. */
export const loadFields = () => shared().then(({ fields }) => fields());
