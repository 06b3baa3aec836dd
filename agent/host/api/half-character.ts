/** A text of the body holds half of a surrogate pair. */
export class HalfCharacter extends Error {}
