import { z } from 'zod';
import { restOperation } from '../restJson';
import { encryptionConfig } from './clusterRequest';
import { findUsableCluster } from './clusterStatus';
import { invalidParameter, invalidRequest } from './errors';
import { requestToken } from './shapes';
import { param, startUpdate } from './startUpdate';

/** Envelope encryption with a key of the customer's: once, and for ever (EKS User Guide, enable secret encryption). */
export const AssociateEncryptionConfig = restOperation({
  method: 'post',
  path: '/clusters/:name/encryption-config/associate',
  write: true,
  input: z.object({
    name: z.string(),
    encryptionConfig,
    clientRequestToken: requestToken,
  }),
  run: (call, request) => {
    const { name } = request;
    const cluster = findUsableCluster(call, name);
    return startUpdate(call, cluster, request, () => {
      const [wanted] = request.encryptionConfig;
      if (!wanted?.provider?.keyArn) {
        throw invalidParameter('encryptionConfig must name a key', name);
      }
      if (cluster.config.encryptionConfig.length > 0) {
        throw invalidRequest(
          `Cluster ${name} already has an encryption configuration, which cannot be changed`,
          name,
        );
      }
      return {
        type: 'AssociateEncryptionConfig',
        change: { encryptionConfig: request.encryptionConfig },
        params: [param('EncryptionConfig', request.encryptionConfig)],
      };
    });
  },
});
