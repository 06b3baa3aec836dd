/** Set up in every test file: what must come may take its time. `vi.waitFor` alone would give up after a second, which a loaded machine needs for less. */
import { vi } from 'vitest';

const patienceMs = 60_000;
const { waitFor, waitUntil } = vi;

vi.waitFor = (callback, options = {}) => waitFor(callback, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
vi.waitUntil = (callback, options = {}) => waitUntil(callback, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
