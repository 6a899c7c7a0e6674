export interface Config {
  humanitecEks?: {
    /** The Humanitec organizations that clusters may be bound to. */
    organizations?: Array<{
      /** ID of the organization. */
      id: string;
      /**
       * Token of a service user that is Administrator of the organization.
       * @visibility secret
       */
      token: string;
      /** Platform Orchestrator API; https://api.humanitec.io when left out. */
      apiBaseUrl?: string;
    }>;
    /** How Backstage reaches the Kubernetes API of private clusters: directly when nothing is set. */
    kubernetes?: {
      /**
       * Proxy for all clusters that have no entry of their own:
       * http://, https://, socks5:// or socks4a://, with user and password where it asks for them.
       * @visibility secret
       */
      proxyUrl?: string;
      /**
       * Clusters that are reached in another way. Of several entries for a
       * cluster the one that says most holds, and it is the whole way: what it
       * leaves out is not taken from elsewhere.
       */
      clusters?: Array<{
        /** Name of the EKS cluster. */
        name: string;
        /** Only the cluster in this account. */
        awsAccountId?: string;
        /** Only the cluster in this region. */
        region?: string;
        /**
         * As above.
         * @visibility secret
         */
        proxyUrl?: string;
        /** Near end of a tunnel to the API endpoint: https://HOST:PORT. */
        server?: string;
        /** Name that the certificate behind `server` must be for; the host of the endpoint when left out. */
        tlsServerName?: string;
      }>;
    };
    /**
     * Links into the consoles: addresses that begin with https:// or http://.
     * {organization}, {awsAccountId}, {region}, {clusterName} and {awsConsole}
     * are filled in, and what each names besides. {awsConsole} is
     * console.aws.amazon.com, console.amazonaws.cn or
     * console.amazonaws-us-gov.com, as the region asks for.
     */
    links?: {
      /** The cluster in the console of EKS. */
      awsCluster?: string;
      /** Its access entries, there. */
      awsClusterAccess?: string;
      /** The role that Humanitec assumes: {accessRole}. */
      awsRole?: string;
      /** A resource definition: {definition}. */
      humanitecDefinition?: string;
      /** The cloud account: {cloudAccount}. No link when left out. */
      humanitecAccount?: string;
      /** The agent: {agent}. No link when left out. */
      humanitecAgent?: string;
    };
    /** Owner of clusters in the catalog that name none. */
    defaultOwner?: string;
  };
}
