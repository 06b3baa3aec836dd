import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DevicesView, DeviceView } from '../../../agent/contract/devices.ts';
import type { ScanView } from '../../../agent/contract/scan.ts';
import type { TechnicianClient } from '../../client/technician-client.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { shownBytes, shownText } from '../../format/shown-text.ts';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useWords } from '../../words/use-words.ts';
import { useShown } from './use-shown.ts';

const lookEveryMs = 2_000;

/** The scanners as they are now, and a place to try any of them without a sale. */
export function DevicesTab({ client }: Readonly<{ client: TechnicianClient }>) {
  const { t } = useTranslation('technician');
  const ask = useCallback(() => client.devices(false), [client]);
  const answer = useAnswer(ask);
  const [latest, setLatest] = useState<DevicesView>();
  useEffect(() => {
    // Quietly: a look that fails leaves what was seen before, and the strip says that the agent is away.
    const timer = setInterval(() => void client.devices(true).then(setLatest, () => undefined), lookEveryMs);
    return () => clearInterval(timer);
  }, [client]);
  return (
    <>
      <TestPlace />
      <AnswerView answer={answer}>
        {(first) => {
          const { devices, ignored, disabledTransports, configFault } = latest ?? first;
          return (
            <>
              {configFault === undefined ? null : <p className="answer-failed" role="alert">{t('devices.configFault', { detail: configFault })}</p>}
              {disabledTransports.map(({ transport, detail }) => <p key={transport} className="answer-failed">{transport}: {detail}</p>)}
              {devices.length === 0 ? <p className="answer-empty">{t('devices.none')}</p> : devices.map((device) => <Device key={device.id} device={device} />)}
              {ignored.length === 0 ? null : (
                <section className="panel facts">
                  <h3>{t('devices.ignored')}</h3>
                  <table className="table"><tbody>
                    {ignored.map((port) => <tr key={`${port.transport} ${port.path}`}><td className="mono">{port.path}</td><td className="mono">{port.vendorId ?? ''} {port.productId ?? ''}</td><td>{port.label ?? ''}</td><td>{t(`devices.why.${port.why}`)}</td></tr>)}
                  </tbody></table>
                </section>
              )}
            </>
          );
        }}
      </AnswerView>
    </>
  );
}

function Device({ device }: Readonly<{ device: DeviceView }>) {
  const { t } = useTranslation('technician');
  const { moment } = useShown();
  const { id, name, state, fault, faultDetail, path, profile, settings, counts, lastScan, transport } = device;
  const isWell = state === 'open' && fault === undefined;
  return (
    <section className="panel facts">
      <h3>{name === id ? id : `${name} (${id})`}<span className={isWell ? 'state state-well' : 'state state-ill'}>{t(`devices.state.${state}`)}</span></h3>
      {isWell ? null : <p>{t(fault === 'protocol' ? 'devices.todo.protocol' : `devices.todo.${state}`)}{faultDetail === undefined ? '' : ` (${faultDetail})`}</p>}
      <dl>
        <div><dt>{t('devices.path')}</dt><dd className="mono">{transport} {path ?? ''}</dd></div>
        <div><dt>{t('devices.profile')}</dt><dd>{profile ?? '–'}</dd></div>
        <div><dt>{t('devices.settings')}</dt><dd className="mono">{[settings.line, settings.framing, settings.prefix, settings.charset, `${settings.repeatMs} ms`].filter((part) => part !== undefined).join(' · ')}</dd></div>
        <div><dt>{t('devices.counts')}</dt><dd>{t('devices.countsOf', { scans: counts.scans, repeats: counts.repeats, noise: counts.noise, dropped: counts.dropped })}</dd></div>
        {lastScan === undefined ? null : <div><dt>{t('devices.lastScan')}</dt><dd>{moment(lastScan.atMs)} {lastScan.symbology ?? ''}<br /><span className="mono">{shownText(lastScan.text)}</span>{lastScan.rawHex === undefined ? null : <><br /><span className="mono soft">{shownBytes(lastScan.rawHex)}</span></>}</dd></div>}
      </dl>
    </section>
  );
}

/** What any scanner sends while this is open, also one that types; it goes into no sale. */
function TestPlace() {
  const { t } = useTranslation('technician');
  const { localize } = useWords();
  const { scans, session } = useTill();
  const [raw, setRaw] = useState<string>();
  const [scan, setScan] = useState<ScanView>();
  useEffect(() => {
    const stops = [
      scans.offerCode((code) => {
        setRaw(code);
        setScan(undefined);
        // Whoever may not read cards sees what came, and the agent is not asked what it is.
        return session.session$.value?.rights.includes('identify') === false;
      }),
      scans.offer((each) => {
        setRaw(each.code);
        setScan(each);
        return true;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [scans, session]);
  return (
    <section className="panel facts test-place" aria-live="polite">
      <h3>{t('devices.test')}</h3>
      {raw === undefined ? <p>{t('devices.testHint')}</p> : (
        <dl>
          <div><dt>{t('devices.raw')}</dt><dd className="mono">{shownText(raw)}</dd></div>
          {scan?.rawHex === undefined ? null : <div><dt>{t('devices.bytes')}</dt><dd className="mono">{shownBytes(scan.rawHex)}</dd></div>}
          {scan === undefined ? null : <div><dt>{t('devices.meaning')}</dt><dd>{t(`devices.thing.${scan.thing.kind}`)}{scan.thing.kind === 'good' ? `: ${localize(scan.thing.name)}` : ''} · {scan.deviceId ?? scan.source}</dd></div>}
        </dl>
      )}
    </section>
  );
}
