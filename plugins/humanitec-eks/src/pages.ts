// Loaded together: card, tab and fleet page share most of what they are made of,
// and a bundler would put that into each of them.

export { EntityBindingCard } from './card/EntityBindingCard';
export { FleetPage } from './fleet/FleetPage';
export { EntityBindingTab } from './tab/EntityBindingTab';
