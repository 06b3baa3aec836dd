/**
 * Freezes a value that came from JSON, and all that hangs on it, unless it has more than `levels` levels of objects and lists: then it answers false,
 * and parts of the value may be frozen. One walk for both, because a bundle has hundreds of thousands of parts; it goes no deeper than it may, so that
 * no depth can exhaust the stack.
 */
export function freezeWithin(value: unknown, levels: number): boolean {
  return typeof value !== 'object' || value === null || freezeObject(value, levels);
}

function freezeObject(value: object, levels: number): boolean {
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    for (const member of value as unknown[]) if (!freezeWithin(member, levels - 1)) return false;
  } else {
    // JSON makes nothing that is inherited.
    for (const key in value) if (!freezeWithin((value as Record<string, unknown>)[key], levels - 1)) return false;
  }
  Object.freeze(value);
  return true;
}
