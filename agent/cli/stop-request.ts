/**
 * Resolves at the first request to stop: SIGTERM, SIGINT, SIGHUP, or the end of the channel to the process that started this one
 * (which is how a child notices that its parent was killed).
 *
 * A supervised child leaves SIGINT alone: Ctrl-C reaches the whole group, and the parent decides the order in which its children stop.
 */
export function stopRequest(): Promise<string> {
  const supervised = process.send !== undefined;
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve('SIGTERM'));
    process.on('SIGINT', () => {
      if (!supervised) resolve('SIGINT');
    });
    process.on('SIGHUP', () => {
      if (!supervised) resolve('SIGHUP');
    });
    process.on('disconnect', () => resolve('the process that started this one is gone'));
    // The channel may have closed while this program was still loading.
    if (supervised && !process.connected) resolve('the process that started this one is gone');
  });
}
