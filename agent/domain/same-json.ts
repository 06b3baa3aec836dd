/**
 * Whether two values have the same canonical JSON (`canonicalJson`), without writing it: a comparison costs a tenth of that. A field that is undefined
 * counts as left out. What has no canonical JSON (half of a surrogate pair in a text, a number that is not finite) is the same as nothing, itself included.
 */
export function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one === 'string') return one === other && one.isWellFormed();
  if (typeof one === 'number') return one === other && Number.isFinite(one);
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && sameList(one, other);
  return sameFields(one as Fields, other as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((entry, index) => sameJson(entry, other[index]));
}

function sameFields(one: Fields, other: Fields): boolean {
  let fields = 0;
  for (const name in one) {
    if (one[name] === undefined) continue;
    if (!name.isWellFormed() || !sameJson(one[name], other[name])) return false;
    fields += 1;
  }
  for (const name in other) if (other[name] !== undefined) fields -= 1;
  return fields === 0;
}
