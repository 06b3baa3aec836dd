/** Set up in every test file: what must come may take its time. `vi.waitFor` alone would give up after a second, which a loaded machine needs for less. */
import { vi } from 'vitest';

const patienceMs = 60_000;
const { waitFor, waitUntil } = vi;

const waitPatientlyFor: typeof waitFor = (callback, options = {}) => waitFor(callback, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
const waitPatientlyUntil: typeof waitUntil = (callback, options = {}) => waitUntil(callback, typeof options === 'number' ? options : { timeout: patienceMs, ...options });

// Files that share a process are patient once.
if (waitFor.name !== waitPatientlyFor.name) Object.assign(vi, { waitFor: waitPatientlyFor, waitUntil: waitPatientlyUntil });
