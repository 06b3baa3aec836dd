/** `warning`: worse than it could be, but the till works. `skipped`: there is nothing to look at. Only `failed` makes the doctor's exit code 1. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

export interface Finding {
  state: CheckState;
  /** What was seen */
  detail: string;
  /** What to do; on every warning and failure */
  todo?: string;
}

export interface Check {
  /** For people, and the name in JSON */
  name: string;
  look: (patient: Patient) => Finding | Promise<Finding>;
}

/** What the doctor looks at. */
export interface Patient {
  /** The folder that was named or is usual; it may not exist yet */
  home: string;
  /** The agent's home in it; undefined where no till was set up */
  agentHome: string | undefined;
  agentUrl: string;
  /** Undefined where nobody knows */
  centralUrl: string | undefined;
  /** The TLS key of the centre that this till trusts, where one is pinned */
  centralPin?: string;
}
