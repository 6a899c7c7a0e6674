// What callers needed to be allowed, for those who want to look at it.

/** One permission that a call needed, and whether the caller had it. */
export type PermissionAsked =
  | {
      system: 'aws';
      /** ARN of the role or user. */
      principal: string;
      /** `iam:PassRole` */
      action: string;
      /** An ARN, or `*`. */
      resource: string;
      allowed: boolean;
    }
  | {
      system: 'kubernetes';
      /** ARN of the role or user; undefined of an anonymous caller. */
      principal?: string;
      verb: string;
      /** API group; empty for the core. */
      group: string;
      /** Plural, `pods/log` with its subresource; empty for a path. */
      resource: string;
      namespace?: string;
      name?: string;
      /** Outside the resources, such as `/version`. */
      path?: string;
      allowed: boolean;
    };

/** Hands on what was asked; keeps nothing. */
export class PermissionsAsked {
  private readonly listeners: ((asked: PermissionAsked) => void)[] = [];

  /** Calls back at every decision of IAM or of a cluster about a call. */
  onAsked(listener: (asked: PermissionAsked) => void) {
    this.listeners.push(listener);
  }

  asked(permission: PermissionAsked) {
    for (const listener of this.listeners) listener(permission);
  }
}
