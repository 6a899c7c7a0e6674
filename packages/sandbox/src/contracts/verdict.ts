/** What a judge found; `out of reach` when nothing published says how the exchange should be. */
export type Verdict =
  | {
      /** The vendor's own name for it. */
      operation: string;
      /** Each way in which request or response is otherwise than published. */
      problems: string[];
    }
  | 'out of reach';
