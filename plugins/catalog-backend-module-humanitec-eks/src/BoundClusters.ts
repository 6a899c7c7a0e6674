import type {
  CacheService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  BindingIdentity,
  bindingKey,
  clusterEntityName,
} from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import pLimit from 'p-limit';
import { refreshKey } from './BoundClusterProcessor';
import type { CatalogReader } from './catalog/CatalogReader';
import { entitiesOfOthers } from './catalog/entitiesOfOthers';
import type { ClusterProvider } from './ClusterProvider';
import { AccountFinder } from './discovery/AccountFinder';
import type { BoundCluster } from './discovery/boundCluster';
import { ClusterReader } from './discovery/ClusterReader';
import { knownAccounts } from './discovery/knownAccounts';
import {
  OrganizationClusters,
  OrganizationReader,
} from './discovery/OrganizationReader';
import { readFacts } from './discovery/readFacts';
import { dependents } from './entities/dependents';
import { entityNames } from './entities/entityNames';
import { Known, KnownClusters } from './entities/KnownClusters';
import { ownEntities } from './entities/ownEntities';
import type { Discovery, LastDiscovery } from './LastDiscovery';

/** How many calls to AWS and Humanitec are made at the same time. */
const CONCURRENCY = 10;

/** Looks at all bindings, and has the catalog hold an entity for each. */
export class BoundClusters {
  /** One look after the other, so that an older one never undoes a newer. */
  private readonly queue = pLimit(1);
  private readonly organizations: OrganizationReader;
  private readonly knownClusters = new KnownClusters();

  constructor(
    private readonly options: {
      cache: CacheService;
      catalog: CatalogReader;
      lastDiscovery: LastDiscovery;
      logger: LoggerService;
      /** One an organization, in the order of the configuration. */
      providers: ClusterProvider[];
      service: HumanitecEksService;
    },
  ) {
    this.organizations = new OrganizationReader(options);
  }

  /**
   * Looks at everything; with `changed`, only at the organization of that
   * binding, and in AWS only at its cluster and those that are not known yet.
   * An organization that does not answer keeps its entities.
   *
   * @param signal - asked for when the look begins, since others may be under way
   * @throws when the catalog does not answer; the signal's reason when it is aborted
   */
  refresh(signal: () => AbortSignal, changed?: BindingIdentity): Promise<void> {
    return this.queue(() => this.look(signal(), changed));
  }

  private async look(signal: AbortSignal, changed?: BindingIdentity) {
    const { catalog, lastDiscovery, providers, service } = this.options;
    const [{ ours, others }, applications] = await Promise.all([
      catalog.clusters(),
      catalog.applications(),
    ]);
    const before = this.knownClusters.read(ours);
    const run = { ...this.options, limit: pLimit(CONCURRENCY), signal };

    const finder = new AccountFinder(run);
    const knownAccount = knownAccounts([...ours, ...others]);
    const answers = await Promise.all(
      providers
        .filter(one => !changed || one.organization === changed.organization)
        .map(one =>
          this.organizations.read(
            one.organization,
            finder,
            knownAccount,
            signal,
          ),
        ),
    );
    const answered = answers.flatMap(answer => answer ?? []);
    const clusters = answered.flatMap(answer => answer.clusters);
    const facts = await readFacts(
      changed ? toLookAt(clusters, before, changed) : clusters,
      new ClusterReader(run),
      before.facts,
      run,
    );

    const dependentsOf = dependents(applications, onlyOrganization(providers));
    const discovery = await this.withUnanswered(
      answered.map(answer => discovered(answer, facts, dependentsOf)),
    );
    const bindings = discovery.organizations.flatMap(one => one.bindings);
    const { covered, outdated } = entitiesOfOthers(others, bindings);
    const own = clusters.filter(one => !covered.has(bindingKey(one)));
    const names = await this.names(own, before);

    signal.throwIfAborted();
    this.knownClusters.remember({ names, facts });
    await lastDiscovery.put(discovery);
    for (const { organization } of answered) {
      const itsOwn = own.filter(one => one.organization === organization);
      await providers
        .find(provider => provider.organization === organization)
        ?.replace(ownEntities(itsOwn, bindings, { names, facts }, service));
    }
    await providers[0]?.processAgain(outdated.map(refreshKey));
  }

  /** Organizations that were not asked, or did not answer, as they were, where that is known. */
  private async withUnanswered(
    answered: Discovery['organizations'],
  ): Promise<Discovery> {
    const last = await this.options.lastDiscovery.get();
    return {
      at: Date.now(),
      organizations: this.options.providers.flatMap(
        ({ organization }) =>
          answered.find(({ id }) => id === organization) ??
          last?.organizations.find(({ id }) => id === organization) ??
          [],
      ),
    };
  }

  private async names(
    clusters: BoundCluster[],
    { names: ours }: Known,
  ): Promise<Map<string, string>> {
    const unnamed = clusters.filter(one => !ours.has(bindingKey(one)));
    const others = await this.options.catalog.namesOfOthers([
      ...new Set(unnamed.map(clusterEntityName)),
    ]);
    return entityNames(clusters, { ours, others });
  }
}

function toLookAt(
  clusters: BoundCluster[],
  known: Known,
  changed: BindingIdentity,
): BoundCluster[] {
  return clusters.filter(
    cluster =>
      bindingKey(cluster) === bindingKey(changed) ||
      !known.facts.has(bindingKey(cluster)),
  );
}

function discovered(
  { organization, clusters, landing }: OrganizationClusters,
  facts: Known['facts'],
  dependentsOf: ReturnType<typeof dependents>,
): Discovery['organizations'][number] {
  return {
    id: organization,
    bindings: clusters.map(cluster => ({
      organization,
      awsAccountId: cluster.awsAccountId,
      region: cluster.region,
      clusterName: cluster.clusterName,
      clusterDefinition: cluster.clusterDefinition,
      endpoint: facts.get(bindingKey(cluster))?.endpoint,
      dependencyOf: dependentsOf(cluster, landing),
    })),
  };
}

/** Entities that name no organization belong there. */
function onlyOrganization(providers: ClusterProvider[]): string | undefined {
  return providers.length === 1 ? providers[0].organization : undefined;
}
