import { useEffect, useRef, useState } from 'preact/hooks';
import { language, t } from '../i18n';
import { useStore } from '../shell/store';
import { colours } from '../shell/theme';
import type { Drawing } from './drawing';
import { rowsOf, shapeOf, type Spec } from './spec';
import { turnOf } from './turn';

interface Props {
  spec: Spec;
  title: string;
}

/** A chart that is drawn anew when its shape, the colours or the language change, and otherwise only takes new rows. */
export function Chart({ spec, title }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | undefined>(undefined);
  const wanted = useRef(spec);
  const drawn = useRef<Spec | undefined>(undefined);
  const [failure, setFailure] = useState<string>();
  const turn = `${useStore(colours)} ${useStore(language)}`;
  wanted.current = spec;

  const fail = (reason: unknown) => setFailure(reason instanceof Error ? reason.message : String(reason));
  const refresh = () => {
    if (drawing.current === undefined || drawn.current === wanted.current) return;
    drawn.current = wanted.current;
    drawing.current.rows(rowsOf(wanted.current)).catch(fail);
  };

  useEffect(() => {
    let ended = false;
    setFailure(undefined);
    Promise.all([import('./drawing'), turnOf(frame.current!)])
      .then(([{ draw }]) => {
        if (ended) return undefined;
        drawn.current = wanted.current;
        return draw(frame.current!, wanted.current);
      })
      .then((made) => {
        if (ended) {
          made?.end();
        } else {
          drawing.current = made;
          refresh();
        }
      })
      .catch((reason: unknown) => {
        if (!ended) fail(reason);
      });
    return () => {
      ended = true;
      drawing.current?.end();
      drawing.current = undefined;
    };
  }, [shapeOf(spec), turn]);

  useEffect(refresh, [spec]);

  return (
    <>
      {failure !== undefined && (
        <p class="tile-state" role="alert">
          {t('chart.failed')} <code>{failure}</code>
        </p>
      )}
      <div class="chart" role="img" aria-label={t('chart.of', { title })} ref={frame} hidden={failure !== undefined} />
    </>
  );
}
