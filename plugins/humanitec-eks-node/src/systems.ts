import type { AwsAccount } from './aws/awsAccount';
import type {
  HumanitecClient,
  HumanitecReads,
} from './humanitec/humanitecClient';
import type {
  KubernetesClient,
  KubernetesReads,
} from './kubernetes/kubernetesClient';

/** The three systems as one run sees them: signed in, bound to its signal and its log. */
export interface Systems {
  aws: AwsAccount;
  humanitec: HumanitecClient;
  /**
   * The cluster's own API, connected on first use; undefined while there is no
   * ACTIVE cluster to talk to.
   *
   * @param reads - reads the cluster's endpoint, where it may be known already
   * @throws KubernetesUnreachable when the endpoint cannot be reached from here
   */
  kubernetes(
    reads?: Pick<AwsAccount, 'eks'>,
  ): Promise<KubernetesClient | undefined>;
  /** Ends every call and every wait when it is aborted. */
  signal: AbortSignal;
  /** One line for the person who watches. Never a secret. */
  progress(line: string): void;
  /** The same about something that was changed just now: what a cancelled run leaves behind. */
  did(line: string): void;
}

/** The three systems as those see them who only look. */
export interface Readings extends Pick<Systems, 'aws' | 'signal' | 'progress'> {
  humanitec: HumanitecReads;
  kubernetes(): Promise<KubernetesReads | undefined>;
}
