/**
 * How the body of a request may be compressed, the best first. Every centre takes gzip; one that takes more says so in the `Accept-Encoding` of its
 * answers (RFC 9110, 12.5.3).
 */
export const requestCodings = ['zstd', 'gzip'] as const;
export type RequestCoding = (typeof requestCodings)[number];

/** The best coding that the centre takes, by the header of its last answer. */
export function codingFor(acceptEncoding: string | undefined): RequestCoding {
  const taken = new Set((acceptEncoding ?? '').split(',').map((coding) => coding.trim()));
  return requestCodings.find((coding) => taken.has(coding)) ?? 'gzip';
}
