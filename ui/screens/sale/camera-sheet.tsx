import { useEffect, useRef, useState } from 'react';
import { openCamera, type Camera, type CameraState } from '../../camera/open-camera.ts';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { SideSheet } from '../../components/side-sheet.tsx';
import { useTill } from '../../state/till-context.ts';
import { useWords } from '../../words/use-words.ts';

/** Looks for codes through the machine's camera for as long as it is open. Each code goes where a scanner's goes. */
export function CameraSheet({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useWords();
  const { scans } = useTill();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useRef<Camera>(undefined);
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  const [times, setTimes] = useState(0);

  useEffect(() => {
    if (video.current === null) return undefined;
    const opened = openCamera(video.current, ({ text, symbology }) => {
      setTimes((before) => before + 1);
      void scans.send(text, 'camera', symbology);
    }, () => performance.now());
    camera.current = opened;
    const subscription = opened.state$.subscribe(setState);
    return () => {
      subscription.unsubscribe();
      opened.close();
    };
  }, [scans]);

  return (
    <SideSheet title={t('camera.title')} onClose={onClose}>
      <div className={`viewfinder viewfinder-${state.kind}`}>
        <video ref={video} muted playsInline aria-label={t('camera.picture')} />
        {/* The key starts the flash again with each code. */}
        {state.kind === 'live' ? <span key={times} className={times === 0 ? 'viewfinder-frame' : 'viewfinder-frame viewfinder-seen'} aria-hidden="true" /> : null}
        {state.kind === 'failed' ? <Icon name="warning" size={48} /> : null}
      </div>
      <p role="status" className="camera-words">{state.kind === 'failed' ? t(`camera.${state.why}`) : t(`camera.${state.kind}`)}</p>
      {state.kind === 'live' && state.hasLight ? <Press icon="star" onPress={() => camera.current?.light(!state.isLit)}>{t(state.isLit ? 'camera.darker' : 'camera.lighter')}</Press> : null}
      <Press onPress={onClose} hotkey="Esc">{t('camera.stop')}</Press>
    </SideSheet>
  );
}
