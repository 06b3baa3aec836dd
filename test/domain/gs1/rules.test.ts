/** The rules of the GS1 General Specifications, value by value: `^` stands for FNC1. */
import { describe, expect, it } from 'vitest';
import { readDigitalLink } from '../../../agent/domain/gs1/digital-link.ts';
import { readElementString } from '../../../agent/domain/gs1/element-string.ts';
import { findPairFault } from '../../../agent/domain/gs1/pairs.ts';

const readScan = (text: string) => readElementString(text.replaceAll('^', '\u001d'));
/** AI: values that are in order | values that are not */
const values: readonly (readonly [ai: string, good: readonly string[], bad: readonly string[]])[] = [
  ['00', ['106141412345678908', '346000000000000016'], ['106141412345678907', '10614141234567890', 'A06141412345678908']],
  ['01', ['04600494694691', '00012345678905', '10614141007346'], ['04600494694690', '0460049469469', '0460049469469X']],
  ['10', ['A', 'LOT-1/2+3', 'a'.repeat(20), '!"%&\'()*+,-./:;<=>?_'], ['', 'a'.repeat(21), 'A B', 'Ж', '#']],
  ['11', ['250131', '240229', '990101', '510101'], ['250132', '250230', '251301', '250001', '25013', '25013A', '230229']],
  ['12', ['250100', '250131'], ['250143', '251300', '250000']],
  ['13', ['250131', '250200'], ['250231']],
  ['15', ['250630', '250600'], ['250631']],
  ['16', ['250228', '240229'], ['250229']],
  ['17', ['251200', '251231', '000229'], ['251232', '250431', '2512', 'AB1231']],
  ['20', ['01', '99'], ['1', 'A1', '001']],
  ['21', ['1', 'x'.repeat(20)], ['', 'x'.repeat(21)]],
  ['235', ['A'.repeat(28), '0'], ['', 'A'.repeat(29)]],
  ['240', ['X'.repeat(30)], ['X'.repeat(31), '']],
  ['241', ['X'.repeat(30)], ['X'.repeat(31)]],
  ['242', ['1', '123456'], ['1234567', 'A']],
  ['250', ['S1'], ['']],
  ['251', ['S1'], ['']],
  ['253', ['9506000117843', '9506000117843ABC'], ['9506000117842', '950600011784', '9506000117843' + 'A'.repeat(18)]],
  ['254', ['5'], ['A'.repeat(21)]],
  ['255', ['9506000117843', '9506000117843123456789012'], ['9506000117842', '9506000117843A', '95060001178431234567890123']],
  ['30', ['1', '12345678'], ['123456789', 'A', '']],
  ['3100', ['001250'], ['1250', '0012505', '00125A']],
  ['3105', ['000195'], ['00019']],
  ['3202', ['001250'], ['12']],
  ['3370', ['001250'], ['A01250']],
  ['3695', ['001250'], ['']],
  ['37', ['1', '12345678'], ['123456789', 'x']],
  ['3900', ['1', '123456789012345'], ['1234567890123456', 'A', '']],
  ['3912', ['39810000', '398123456789012345'], ['398', '3981234567890123456', '000100', 'KZT100']],
  ['3922', ['19900'], ['A']],
  ['3932', ['398100'], ['398', '000100']],
  ['3940', ['1234'], ['123', '12345']],
  ['3950', ['000199'], ['199']],
  ['400', ['ORDER-1'], ['']],
  ['401', ['9506000117843'], ['ж']],
  ['402', ['95060001343521236'], ['12345678901234567']],
  ['403', ['R1'], ['']],
  ['410', ['9506000117843'], ['9506000117844', '950600011784']],
  ['414', ['9506000117843'], ['9506000117841']],
  ['417', ['9506000117843'], ['1']],
  ['420', ['050000'], ['x'.repeat(21)]],
  ['421', ['398050000', '643101000'], ['000050000', '39', '999050000']],
  ['422', ['398', '643', '840'], ['000', '39', '999', 'KAZ']],
  ['423', ['398', '398643840'], ['39', '000']],
  ['426', ['398'], ['001']],
  ['427', ['KZ1'], ['ABCD']],
  ['4300', ['COMPANY%20A', 'Abc'], ['%2', '%GG']],
  ['4307', ['KZ', 'RU'], ['kz', 'XX', 'K']],
  ['4308', ['%2B77010000000'], ['']],
  ['4309', ['02790858483015297971'], ['0279085848301529797', '18000000010000000001']],
  ['4321', ['0', '1'], ['2', '01', '']],
  ['4324', ['2501011200', '2501010000'], ['2501012500', '250101', '2513011200']],
  ['4326', ['250101'], ['250132']],
  ['7001', ['1234567890123'], ['123456789012']],
  ['7003', ['2501311259'], ['2501312459', '2501311260', '250131125']],
  ['7006', ['250131'], ['250132']],
  ['7007', ['250101', '250101250131'], ['250131250199', '25010125013']],
  ['7008', ['ABC'], ['ABCD']],
  ['7011', ['250101', '2501011200'], ['25010112', '2501012500']],
  ['7020', ['LOT'], ['']],
  ['7040', ['1ABC'], ['ABCD', '1AB']],
  ['8001', ['12345678901019'], ['1234567890101']],
  ['8002', ['356938035643809'], ['']],
  ['8003', ['09506000117843ABC', '09506000117843'], ['09506000117842', '19506000117840']],
  ['8004', ['9506000ABC'], ['']],
  ['8005', ['000199'], ['199']],
  ['8006', ['046004946946910102'], ['046004946946900102', '046004946946910302', '046004946946910000']],
  ['8007', ['GB82WEST12345698765432', 'KZ86125KZT5004100100'], ['GB82WEST12345698765433', 'XX']],
  ['8008', ['25013112', '2501311259', '250131125959'], ['250131', '25013124', '2501311260']],
  ['8010', ['9506000ABC-/'], ['95*', '9506000abc']],
  ['8011', ['1', '123456789012'], ['0', '1234567890123']],
  ['8012', ['1.2.3'], ['']],
  ['8017', ['950600011784300004'], ['12345678901234567']],
  ['8018', ['950600011784300004'], ['9506']],
  ['8020', ['REF'], ['']],
  ['8026', ['046004946946910102'], ['046004946946910201']],
  ['8200', ['https://example.com'], ['']],
  ['90', ['ANY'], ['']],
  ['91', ['x'.repeat(90)], ['x'.repeat(91)]],
  ['99', ['EE06'], ['']],
];

describe('the value of an AI', () => {
  it.each(values.map(([ai, good, bad]) => [ai, good, bad] as const))('%s is judged as GS1 says', (ai, good, bad) => {
    expect(good.filter((value) => !readScan(`${ai}${value}`).ok)).toEqual([]);
    expect(bad.filter((value) => readScan(`${ai}${value}`).ok)).toEqual([]);
  });
  it.each(['310', '320', '360', '390', '392'])('%sn has a place for decimals of 0 to 5 or 9, no more', (ai) => {
    const value = ai.startsWith('39') ? '1' : '000125';
    const most = ai.startsWith('39') ? 9 : 5;
    for (let places = 0; places <= 9; places += 1) expect([places, readScan(`${ai}${places}${value}`).ok]).toEqual([places, places <= most]);
  });
});

const gtin = '0104600494694691';
const sscc = '00106141412345678908';

describe('elements one after the other', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['all of told length, without FNC1', `${gtin}17251231310300125011250101`, ['01', '17', '3103', '11']],
    ['FNC1 behind an AI of told length', `${gtin}^17251231^10A`, ['01', '17', '10']],
    ['FNC1 in front', `^${gtin}10A`, ['01', '10']],
    ['FNC1 at the end', `${gtin}10A^`, ['01', '10']],
    ['AIs of four digits in a row', '800501999970031231^8020REF', []],
    ['a unit of transport', `${sscc}0204600494694691^3712`, ['00', '02', '37']],
    ['what looks like an AI inside a value', '1021A17^17251231', ['10', '17']],
    ['twice the same', `10A^${gtin}10A`, ['10', '01', '10']],
  ])('%s', (_, text, ais) => {
    const found = readScan(text);
    expect(found.ok ? found.elements.map(({ ai }) => ai) : []).toEqual(ais);
  });
  it.each([
    ['two FNC1 in a row', `${gtin}10A^^21B`], ['FNC1 alone', '^'], ['two FNC1 alone', '^^'], ['two FNC1 at the end', `${gtin}10A^^`], ['FNC1 inside a value of told length', '010460049^4694691'], ['FNC1 inside an AI', '0^104600494694691'],
    ['a missing FNC1, so that the value is too long', `10${'A'.repeat(15)}17251231`], ['an AI that nobody has', '0546004946946911'], ['an AI that is cut off', `${gtin}3`], ['an AI without a value', `${gtin}10`], ['nothing', ''],
    ['brackets', '(01)04600494694691'], ['a blank in front', ` ${gtin}`], ['a line end behind', `${gtin}\n`],
  ])('are refused with %s', (_, text) => {
    expect(readScan(text).ok).toBe(false);
  });
});

describe('elements of one item together', () => {
  const fault = (text: string) => {
    const found = readScan(text);
    return found.ok ? findPairFault(found.elements)?.code : `not read: ${found.code}`;
  };
  it.each<readonly [string, string | undefined]>([
    [`${gtin}10A^21B`, undefined], ['10A', 'required-missing'], ['21A', 'required-missing'], ['17251231', 'required-missing'], [`${sscc}^10A`, 'required-missing'], [`0204600494694691^3712`, 'required-missing'],
    [`${sscc}0204600494694691^3712`, undefined], [`${sscc}0204600494694691`, 'required-missing'], [`${gtin}^3712`, 'exclusive'], [`${gtin}0204600494694691^3712`, 'exclusive'], [`${gtin}255950600011784312`, 'exclusive'],
    [`${gtin}10A^10B`, 'repeated-with-another-value'], [`${gtin}10A^10A`, undefined], [`01046004946946913103001250`, undefined], [`01946004946946943103001250`, undefined], [`${gtin}235A^21B`, 'exclusive'],
    [`${gtin}^250S`, 'required-missing'], [`${gtin}21A^250S`, undefined], [`4149506000117843^254X`, undefined], [`${gtin}^254X`, 'required-missing'], [`${gtin}^420050000^421398050000`, 'exclusive'],
    ['8006046004946946910102', undefined], [`${gtin}8006046004946946910102`, 'exclusive'],
  ])('%s: %s', (text, code) => {
    expect(fault(text)).toBe(code);
  });
});

describe('a Digital Link', () => {
  const read = (text: string) => {
    const found = readDigitalLink(text);
    return found.ok ? found.elements.map(({ ai, value }) => `${ai} ${value}`) : [];
  };
  it.each<readonly [string, readonly string[]]>([
    ['https://id.gs1.org/01/04600494694691', ['01 04600494694691']],
    ['https://example.com/some/path/01/04600494694691/22/2A/10/L1/21/S1', ['01 04600494694691', '22 2A', '10 L1', '21 S1']],
    ['http://example.com/01/4600494694691', ['01 04600494694691']],
    ['HTTPS://EXAMPLE.COM/01/04600494694691', ['01 04600494694691']],
    ['https://example.com/01/04600494694691/21/a%2Fb%25?17=251231&3103=000125', ['01 04600494694691', '21 a/b%', '17 251231', '3103 000125']],
    ['https://example.com/01/04600494694691?17=251231;91=L%2B1', ['01 04600494694691', '17 251231', '91 L+1']],
    ['https://example.com/01/04600494694691?linkType=gs1:pip&17=251231#part', ['01 04600494694691', '17 251231']],
    ['https://example.com/414/9506000117843/254/7', ['414 9506000117843', '254 7']],
    ['https://example.com/00/106141412345678908?02=04600494694691&37=12', ['00 106141412345678908', '02 04600494694691', '37 12']],
    ['https://example.com/8006/046004946946910102/22/A', ['8006 046004946946910102', '22 A']],
    ['https://example.com/253/9506000117843123', ['253 9506000117843123']],
  ])('%s is read', (text, elements) => {
    expect(read(text)).toEqual(elements);
  });
  it.each([
    'https://example.com/01/04600494694690', 'https://example.com/01/04600494694691/21/a%2', 'https://example.com/01/04600494694691/21/%D0%96', 'https://example.com/01/04600494694691/10/A/22/B', 'https://example.com/01/04600494694691/21/',
    'https://example.com/01/', 'https://example.com/', 'https://example.com/10/A', 'https://example.com/01/04600494694691?17=251301', 'https://example.com/01/04600494694691?9999=1', 'https://example.com/00/10614141234567890', 'ftp://example.com/01/04600494694691', 'https://exa mple.com/01/04600494694691',
    'https://example.com/01/04600494694691/254/1', 'https://example.com/01/04600494694691?10=A',
  ])('%s is refused', (text) => {
    expect(readDigitalLink(text).ok).toBe(false);
  });
});
