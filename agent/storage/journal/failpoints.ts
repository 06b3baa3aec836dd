/**
 * Places where a test may break this process on purpose. Set before the start, read once:
 *
 *   TILL_FAILPOINT=journal-append-before-commit:kill      SIGKILL at the first pass of that place
 *   TILL_FAILPOINT=journal-append-before-commit:kill@5    … at the fifth
 *   TILL_FAILPOINT=journal-synchronous-off                a switch: the durable connection opens with synchronous=OFF
 *
 * Places: journal-append-between-statements, journal-append-before-commit, journal-append-after-commit,
 * journal-index-between-statements,
 * cache-feed-before-commit, cache-build-before-indexes, cache-build-before-sync, cache-build-before-switch, cache-build-after-switch.
 * Without the variable every call is one comparison.
 */
const [armed, action] = (process.env['TILL_FAILPOINT'] ?? '').split(':');
let passesLeft = action?.startsWith('kill') ? Number(action.split('@')[1] ?? 1) : 0;

export function failpoint(name: string): void {
  if (name !== armed || passesLeft === 0) return;
  passesLeft -= 1;
  if (passesLeft === 0) process.kill(process.pid, 'SIGKILL');
}

/** Whether the switch of this name is on. */
export function failpointIsOn(name: string): boolean {
  return name === armed && action === undefined;
}
