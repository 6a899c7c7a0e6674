import type { Application, SecretStore } from '../humanitec/schemas';

/** Nothing of a binding is among them, and they hardly ever change. */
const SLOW_MS = 10 * 60_000;
/** As long as a page that is opened may show an earlier report. */
const QUICK_MS = 20_000;

/** An answer that many ask for, good for a while after its first asker. A failure is not kept. */
export class SharedFact<Answer> {
  private readonly answers = new Map<
    string,
    { answer: Answer; askedAt: number }
  >();

  constructor(private readonly goodForMs: number) {}

  /** @param key - what is asked about: there are few, so none is ever forgotten */
  async get(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(key);
    if (known && Date.now() - known.askedAt < this.goodForMs) {
      return known.answer;
    }
    const askedAt = Date.now();
    const answer = await ask();
    this.answers.set(key, { answer, askedAt });
    return answer;
  }
}

/** What the reports of many clusters have in common, in this process. */
export interface SharedFacts {
  /** Backstage's own role in an account, and when it was made. */
  ownPrincipals: SharedFact<string>;
  ownRoleDates: SharedFact<Date | undefined>;
  /** Of a partition: until when EKS supports a version. */
  eksVersions: SharedFact<unknown>;
  /** Of an organization: they tell in which mode it deploys. */
  secretStores: SharedFact<SecretStore[]>;
  /** Of an organization: they tell how many environments land on a cluster. */
  applications: SharedFact<Application[]>;
}

export function sharedFacts(): SharedFacts {
  return {
    ownPrincipals: new SharedFact(SLOW_MS),
    ownRoleDates: new SharedFact(SLOW_MS),
    eksVersions: new SharedFact(SLOW_MS),
    secretStores: new SharedFact(SLOW_MS),
    applications: new SharedFact(QUICK_MS),
  };
}

/** The same for somebody who asks for what is new: of all these, only applications come and go. */
export function factsForFreshReport(facts: SharedFacts): SharedFacts {
  return { ...facts, applications: new SharedFact(QUICK_MS) };
}
