import type { Lint } from '../lint.ts';
import { csum, csumalpha, gcppos1, gcppos2, iban } from './checks.ts';
import { couponcode, couponposoffer } from './coupons.ts';
import { hh, hhmi, mi, ss, yymmd0, yymmdd, yymmddhh, yyyymmd0, yyyymmdd } from './dates.ts';
import { iso3166, iso3166999, iso3166alpha2, iso4217, mediatype, packagetype, pcenc } from './looked-up.ts';
import { hasnondigit, hyphen, importeridx, iso5218, latitude, longitude, nonzero, nozeroprefix, pieceoftotal, posinseqslash, winding, yesno, zero } from './numbers.ts';

/** The lints by the names that GS1's syntax dictionary calls them by. */
export const lints: ReadonlyMap<string, Lint> = new Map(Object.entries({
  csum, csumalpha, gcppos1, gcppos2, iban,
  couponcode, couponposoffer,
  hh, hhmi, mi, ss, yymmd0, yymmdd, yymmddhh, yyyymmd0, yyyymmdd,
  iso3166, iso3166999, iso3166alpha2, iso4217, mediatype, packagetype, pcenc,
  hasnondigit, hyphen, importeridx, iso5218, latitude, longitude, nonzero, nozeroprefix, pieceoftotal, posinseqslash, winding, yesno, zero,
}));
