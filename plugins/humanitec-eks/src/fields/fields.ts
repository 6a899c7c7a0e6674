// Loaded together, since one form uses most of them, and they share most of what they are made of.

export * from './choiceFields';
export * from './clusterFields';
export * from './pageFields';
