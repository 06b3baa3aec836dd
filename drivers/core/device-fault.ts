/** What goes wrong between a device and us. Closed: whoever shows a fault has words for each. */
export const faultKinds = ['canceled', 'disconnected', 'busy', 'protocol', 'timeout', 'unsupported'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `soon` it may be there again at any moment · `later` somebody else must let go first · `never` not before a person has mended something, or the port is another one */
export type RetryClass = 'soon' | 'later' | 'never';

/** What a person can mend; it explains a fault and is no kind of its own. */
export type Mend = 'permission' | 'library-missing' | 'address';

const retryOf: Readonly<Record<FaultKind, RetryClass>> = {
  canceled: 'never', disconnected: 'soon', busy: 'later', protocol: 'soon', timeout: 'later', unsupported: 'never',
};

/** The one error of drivers. What the system said is its `cause`. */
export class DeviceFault extends Error {
  override readonly name = 'DeviceFault';
  readonly kind: FaultKind;
  readonly retry: RetryClass;
  readonly mend: Mend | undefined;

  constructor(kind: FaultKind, message: string, more: { readonly cause?: unknown; readonly mend?: Mend } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.kind = kind;
    this.mend = more.mend;
    // Rights are given, and ports appear, without anybody telling us: it is looked at again, seldom.
    this.retry = more.mend === 'permission' || more.mend === 'address' ? 'later' : retryOf[kind];
  }
}

/** Whatever was thrown, as a fault: what is none yet is of the kind that its place suggests. */
export function asFault(error: unknown, kind: FaultKind): DeviceFault {
  if (error instanceof DeviceFault) return error;
  return new DeviceFault(kind, error instanceof Error ? error.message : String(error), { cause: error });
}
