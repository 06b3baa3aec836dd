/** The fault proxy for tests. It lives beside the replay, which needs it too, because nothing but tests may import from here. */
export { startFaultProxy, type FaultMode, type FaultProxy } from '../../agent/cli/replay/fault-proxy.ts';
export type { Cut, FaultCounts } from '../../agent/cli/replay/fault-link.ts';
