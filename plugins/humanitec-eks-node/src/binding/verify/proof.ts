/** What came of one check; `told` is worth knowing and keeps nothing from working. */
export interface Proof {
  outcome: 'passed' | 'failed' | 'told';
  /** What was looked at: `Cloud account`, `Deployer`. */
  title: string;
  /** Without the title, without a full stop. */
  text: string;
}

export function passed(title: string, text: string): Proof {
  return { outcome: 'passed', title, text };
}

export function failed(title: string, text: string): Proof {
  return { outcome: 'failed', title, text };
}

export function told(title: string, text: string): Proof {
  return { outcome: 'told', title, text };
}
