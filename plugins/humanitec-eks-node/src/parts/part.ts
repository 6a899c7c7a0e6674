import type {
  BindingSpec,
  Change,
  Fact,
  PartId,
} from 'backstage-plugin-humanitec-eks-common';
import type { Readings, Systems } from '../systems';

/** A file that a person would review or commit. */
export interface RenderedFile {
  /** Relative, with forward slashes. */
  path: string;
  content: string;
}

/** One of the things that a part consists of, in its system's words. */
export type Thing = Pick<Change, 'kind' | 'name'>;

/** One of them that stays when the part is taken away, and why. */
export type Borrowed = Thing & { why: string };

/** How a part is taken away. */
export interface RemoveOptions {
  force?: boolean;
}

/** One part of a binding: what should be, what is, and the difference. */
export interface Part<State> {
  id: PartId;
  /** The files that stand for this part. Pure; what is only known later is a placeholder in angle brackets. */
  render(spec: BindingSpec): RenderedFile[];
  /** What is there now, or undefined when nothing is. Reads only. */
  observe(spec: BindingSpec, systems: Readings): Promise<State | undefined>;
  /** What must change so that `observed` becomes what `spec` asks for; empty when in sync. Pure. */
  plan(spec: BindingSpec, observed: State | undefined): Change[];
  /** All that the part consists of when it is as `spec` asks, whether it is there or not. Pure. */
  things(spec: BindingSpec, observed: State | undefined): Thing[];
  /** Those of its things that are there and not this binding's alone. Pure. */
  borrowed?(spec: BindingSpec, observed: State): Borrowed[];
  /** What the plan means for others, in lines for the log, told before it is carried out. Reads only. */
  preview?(
    spec: BindingSpec,
    observed: State | undefined,
    systems: Systems,
  ): Promise<string[]>;
  /**
   * Carries the plan out and returns what is there afterwards. Safe to call
   * again after any interruption. Callers have made sure that the plan refuses nothing.
   */
  apply(
    spec: BindingSpec,
    observed: State | undefined,
    systems: Systems,
  ): Promise<State>;
  /**
   * Takes the part away. Touches only what carries our mark.
   *
   * @param options - `force` also takes away what environments still depend on
   */
  remove(
    spec: BindingSpec,
    observed: State,
    systems: Systems,
    options?: RemoveOptions,
  ): Promise<void>;
  /** What is worth seeing about it. Pure. */
  facts(observed: State): Fact[];
}
