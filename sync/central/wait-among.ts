/** Waits among those who are called by the functions in `waiting`, until it is called itself; no longer than `timeoutMs`, and not after `abort`. */
export function waitAmong(waiting: Set<() => void>, timeoutMs: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      abort.removeEventListener('abort', end);
      waiting.delete(end);
      resolve();
    };
    const timer = setTimeout(end, timeoutMs);
    abort.addEventListener('abort', end);
    waiting.add(end);
  });
}
