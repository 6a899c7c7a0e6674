import {
  Account,
  ActiveResource,
  Agent,
  Application,
  AuditEntry,
  Definition,
  Driver,
  Graph,
  OperatorKey,
  ResourceClass,
  ResourceType,
  Role,
  SecretStore,
  User,
} from './records';

/** Everything that belongs to one organization. */
export class Organization {
  readonly members = new Map<string, Role>();
  readonly environmentTypes = new Map<
    string,
    { id: string; description: string }
  >();
  readonly applications = new Map<string, Application>();
  readonly accounts = new Map<string, Account>();
  /** Deleted ones too. */
  readonly definitions = new Map<string, Definition>();
  readonly resourceTypes = new Map<string, ResourceType>();
  /** By `org/id`, as `driver_type` names them. */
  readonly drivers = new Map<string, Driver>();
  /** By `type/class`. */
  readonly resourceClasses = new Map<string, ResourceClass>();
  readonly agents = new Map<string, Agent>();
  readonly operatorKeys = new Map<string, OperatorKey>();
  readonly secretStores = new Map<string, SecretStore>();
  readonly graphs = new Map<string, Graph>();
  activeResources: ActiveResource[] = [];
  readonly audit: AuditEntry[] = [];

  constructor(
    readonly id: string,
    readonly name: string,
    readonly createdBy: string,
    readonly createdAt: number,
  ) {}

  /** The store that keeps secrets; Humanitec's own as long as none of the customer's is primary. */
  primarySecretStore(): string {
    const stores = [...this.secretStores.values()];
    return stores.find(store => store.primary)?.id ?? 'humanitec';
  }

  /** Without a primary store of the customer's there is no Operator that could read secrets. */
  isLegacyMode(): boolean {
    return this.primarySecretStore() === 'humanitec';
  }

  /** The definition, unless it is deleted. */
  definition(id: string): Definition | undefined {
    const definition = this.definitions.get(id);
    return definition?.deleted ? undefined : definition;
  }
}

/** Humanitec's side of the world. */
export class HumanitecState {
  readonly users = new Map<string, User>();
  readonly organizations = new Map<string, Organization>();

  /** Who sent this bearer token; undefined when it is unknown or has run out. */
  userByToken(value: string, now: number): User | undefined {
    return [...this.users.values()].find(user =>
      [...user.tokens.values()].some(
        token =>
          token.value === value &&
          (token.expiresAt === undefined || token.expiresAt > now),
      ),
    );
  }

  /** The agent that this public key (see `publicKey.ts`) belongs to. */
  agentByFingerprint(orgId: string, fingerprint: string): Agent | undefined {
    const agents = this.organizations.get(orgId)?.agents.values() ?? [];
    return [...agents].find(agent => agent.keys.has(fingerprint));
  }
}
