import { RestOperation } from '../restJson';
import * as accessEntries from './accessEntries';
import * as accessPolicies from './accessPolicies';
import { ListAddons } from './addons';
import { DeleteCluster, DescribeCluster, ListClusters } from './clusters';
import { CreateCluster } from './createCluster';
import { AssociateEncryptionConfig } from './encryption';
import * as nodegroups from './nodegroups';
import * as podIdentity from './podIdentity';
import * as tags from './tags';
import * as updates from './updates';
import { UpdateClusterVersion } from './updateVersion';
import { DescribeClusterVersions } from './versions';

/** What the sandbox's EKS can do, by the service's own names. */
export const eksOperations: Record<string, RestOperation> = {
  CreateCluster,
  DescribeCluster,
  ListClusters,
  DeleteCluster,
  DescribeClusterVersions,
  ListAddons,
  UpdateClusterConfig: updates.UpdateClusterConfig,
  UpdateClusterVersion,
  AssociateEncryptionConfig,
  DescribeUpdate: updates.DescribeUpdate,
  ListUpdates: updates.ListUpdates,
  CreateAccessEntry: accessEntries.CreateAccessEntry,
  DescribeAccessEntry: accessEntries.DescribeAccessEntry,
  UpdateAccessEntry: accessEntries.UpdateAccessEntry,
  DeleteAccessEntry: accessEntries.DeleteAccessEntry,
  ListAccessEntries: accessEntries.ListAccessEntries,
  ListAccessPolicies: accessPolicies.ListAccessPolicies,
  AssociateAccessPolicy: accessPolicies.AssociateAccessPolicy,
  DisassociateAccessPolicy: accessPolicies.DisassociateAccessPolicy,
  ListAssociatedAccessPolicies: accessPolicies.ListAssociatedAccessPolicies,
  CreateNodegroup: nodegroups.CreateNodegroup,
  DescribeNodegroup: nodegroups.DescribeNodegroup,
  ListNodegroups: nodegroups.ListNodegroups,
  DeleteNodegroup: nodegroups.DeleteNodegroup,
  CreatePodIdentityAssociation: podIdentity.CreatePodIdentityAssociation,
  DescribePodIdentityAssociation: podIdentity.DescribePodIdentityAssociation,
  ListPodIdentityAssociations: podIdentity.ListPodIdentityAssociations,
  UpdatePodIdentityAssociation: podIdentity.UpdatePodIdentityAssociation,
  DeletePodIdentityAssociation: podIdentity.DeletePodIdentityAssociation,
  TagResource: tags.TagResource,
  UntagResource: tags.UntagResource,
  ListTagsForResource: tags.ListTagsForResource,
};
