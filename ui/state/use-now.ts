import { useEffect, useState } from 'react';

/** Renders again once in a while, for what depends on the time. */
export function useNow(everyMs: number): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
