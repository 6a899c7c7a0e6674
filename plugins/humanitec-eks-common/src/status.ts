import { breaksDeployments } from './breaksDeployments';
import type { Fact } from './facts';
import type { PartId, SystemId } from './parts';

/** One field that differs. A hidden field is a secret: only that it differs is told. */
export type FieldChange =
  | { path: string; from?: unknown; to?: unknown }
  | { path: string; hidden: true };

/** One thing that a run would make, change, take over or take away. */
export interface Change {
  /**
   * `adopt` puts our mark on a thing that somebody else made;
   * `refuse` is a thing that stands in the way and is not ours.
   */
  action: 'create' | 'update' | 'delete' | 'adopt' | 'refuse';
  /** What sort of thing, in its system's words: `iam role`, `resource definition`. */
  kind: string;
  name: string;
  fields?: FieldChange[];
  /** Why, where the fields do not say it. */
  reason?: string;
}

/** What is known of one part, and how it compares with what was asked for. */
export type PartStatus =
  | { part: PartId; status: 'inSync'; changes: []; facts: Fact[] }
  | { part: PartId; status: 'drifted'; changes: Change[]; facts: Fact[] }
  | { part: PartId; status: 'missing'; changes: Change[] }
  | { part: PartId; status: 'foreign'; changes: Change[] }
  | {
      part: PartId;
      status: 'unknown';
      changes: [];
      /** The system that did not say. */
      system: SystemId;
      /** Why, and what a person can do. Holds no secret and no upstream body. */
      reason: string;
      /** ISO 8601: since when, as far as that was seen. */
      since?: string;
    };

export type StatusName = PartStatus['status'];

/**
 * What all parts together mean for the next deployment:
 * `ready` it works; `differs` it works, but something is not as asked for;
 * `broken` it will fail; `notBound` nothing is there, but perhaps the cluster;
 * `unknown` cannot tell.
 */
export type Verdict = 'ready' | 'differs' | 'broken' | 'notBound' | 'unknown';

/** The verdict that follows from the parts. */
export function verdictOf(parts: PartStatus[]): Verdict {
  const has = (status: StatusName) => parts.some(p => p.status === status);
  if (parts.length > 0 && parts.every(isNoBinding)) return 'notBound';
  if (has('missing') || has('foreign')) return 'broken';
  if (parts.some(p => p.changes.some(breaksDeployments))) return 'broken';
  if (has('unknown')) return 'unknown';
  return has('drifted') ? 'differs' : 'ready';
}

/** A cluster alone is no binding; one that stands in the way is trouble. */
function isNoBinding({ part, status }: PartStatus): boolean {
  if (status === 'missing') return true;
  return part === 'cluster' && (status === 'inSync' || status === 'drifted');
}
