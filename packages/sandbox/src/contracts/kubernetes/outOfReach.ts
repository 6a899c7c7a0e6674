// The one list of what the published documents say nothing about.

/** Groups without a document among the contracts, with the reason. */
export const undocumentedGroups: Record<string, string> = {
  'apiextensions.k8s.io':
    'definitions of kinds: the plugins read them to find the Operator, nothing more',
  'authentication.k8s.io': 'only kubectl auth whoami asks for it',
  'coordination.k8s.io': 'leases of the agent, which stands outside the API',
  'humanitec.io':
    'custom resources of the Operator: their definition is the document',
  'example.com': 'custom resources that tests define',
};

/** Addresses that are about the API itself, not about objects in it. */
export function isAboutApi(path: string): boolean {
  return /^\/(api|apis|apis\/[^/]+|version|healthz|livez|readyz|openapi\/.*)?\/?$/.test(
    path,
  );
}

/** Forms of a response that are in no document: what kubectl prints, and watches by. */
export const undocumentedKinds = [
  'Table',
  'PartialObjectMetadata',
  'PartialObjectMetadataList',
];

/** Asks for a form that is in no document; every list and get takes it. */
export const undocumentedParameters = ['includeObject'];

/** The documents describe JSON; of protobuf they know only that there is such a thing. */
export function isJson(type: string): boolean {
  return /\b(json|yaml)\b/.test(type) || type === '';
}
