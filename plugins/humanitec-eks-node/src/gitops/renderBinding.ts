import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { operatorValues } from '../directMode/humanitecOperator';
import { parts } from '../parts/binding';
import type { RenderedFile } from '../parts/part';
import { yamlText } from '../yamlText';
import { readme } from './readme';

/**
 * A whole binding as files for a repository: what each part renders, and how
 * a person brings it about without Backstage. Pure, and without a secret: what
 * is known only later is a placeholder in angle brackets.
 */
export function renderBinding(spec: BindingSpec): RenderedFile[] {
  const files = Object.values(parts).flatMap(part => part.render(spec));
  const paths = files.map(({ path }) => path);
  return [
    ...files,
    kustomization(paths),
    operatorValues(spec.organization),
    { path: 'README.md', content: readme(spec, paths) },
  ];
}

/** For `kubectl apply -k` and what deploys from a repository. */
function kustomization(paths: string[]): RenderedFile {
  const folder = 'kubernetes/';
  return {
    path: `${folder}kustomization.yaml`,
    content: yamlText({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: paths
        .filter(path => path.startsWith(folder))
        .map(path => path.slice(folder.length)),
    }),
  };
}
