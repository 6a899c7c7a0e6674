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
    /** How Backstage reaches the Kubernetes API of private clusters. */
    kubernetes?: {
      /** HTTP, HTTPS or SOCKS proxy for all clusters. */
      proxyUrl?: string;
    };
    /** Links into other consoles; {organization}, {clusterDefinition}, {region}, {clusterName} and {awsAccountId} are filled in. */
    links?: {
      humanitecDefinition?: string;
      awsCluster?: string;
    };
    /** Owner of clusters in the catalog that name none. */
    defaultOwner?: string;
  };
}
