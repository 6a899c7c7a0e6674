import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { impossible, renderBinding } from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { usualEntityRef } from './clusterEntityRef';
import { EVERY_SECTION, inputSchema } from './createApplyAction';
import { example } from './example';
import { forOperator } from './forOperator';
import { parseSpec } from './parseSpec';
import { renderFiles } from './renderFiles';

/** Creates `humanitec-eks:binding:render`, which needs no access to any system. */
export function createBindingRender() {
  return createTemplateAction({
    id: 'humanitec-eks:binding:render',
    description:
      'Writes everything that makes a cluster and binds it into the workspace, for a pull request: CloudFormation, Humanitec manifests, Kubernetes manifests and a README with the order. Calls nothing: neither AWS nor Humanitec nor the cluster is looked into, let alone changed.',
    examples: [
      example(
        'Render a binding for a pull request',
        'humanitec-eks:binding:render',
        {
          envType: 'production',
          cluster: {
            version: '1.36',
            subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
            owner: 'group:default/platform-team',
          },
          targetPath: 'clusters/eks-automode-prod',
        },
      ),
      example(
        'Let Humanitec in with OIDC, without a shared IAM user',
        'humanitec-eks:binding:render',
        {
          envType: 'production',
          cluster: {
            subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
          },
          accessRole: { accountType: 'aws-identity' },
        },
      ),
    ],
    supportsDryRun: true,
    schema: {
      input: () =>
        inputSchema(EVERY_SECTION).extend({
          targetPath: z
            .string()
            .optional()
            .describe(
              'Folder of the workspace to write to; the workspace itself when left out',
            ),
        }),
      output: () =>
        z.object({
          files: z
            .array(z.string())
            .describe('Paths of the files, in the folder'),
          entityRef: z
            .string()
            .describe('The cluster in the catalog, once it is there'),
          branchName: z.string().describe('A branch for the pull request'),
          title: z.string().describe('A title for the pull request'),
          description: z.string().describe('A text for the pull request'),
        }),
    },
    handler: ctx =>
      forOperator(ctx, async log => {
        const { targetPath = '', ...input } = ctx.input;
        const spec = parseSpec(input);
        const problems = impossible(spec);
        if (problems.length > 0) throw new InputError(problems.join('\n'));
        const files = renderBinding(spec);
        await renderFiles(
          resolveSafeChildPath(ctx.workspacePath, targetPath),
          files,
        );
        const paths = files.map(({ path }) => path).sort();
        log.info(`Rendered ${paths.length} files:`);
        for (const path of paths) log.info(`  + ${path}`);
        log.info(
          'Nothing was called, so nothing was checked: names that are taken, quotas, and who has the matching criteria now.',
        );
        ctx.output('files', paths);
        ctx.output('entityRef', usualEntityRef(spec));
        ctx.output('branchName', `onboard-${spec.clusterName}`);
        ctx.output(
          'title',
          `Onboard EKS cluster ${spec.clusterName} to Humanitec`,
        );
        ctx.output(
          'description',
          `Makes a private EKS Auto Mode cluster in AWS account ${spec.awsAccountId}, ${spec.region}, and lets Humanitec organization ${spec.organization} deploy to it. Merging changes nothing by itself: README.md has the commands and their order.`,
        );
      }),
  });
}
