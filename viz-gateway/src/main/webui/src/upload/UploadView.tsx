import { useEffect, useMemo, useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { t } from '../i18n';
import { address, navigate, usePlace } from '../shell/router';
import { useStore } from '../shell/store';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { View } from '../ui/View';
import '../styles/home.css';
import '../styles/upload.css';
import { DropZone } from './DropZone';
import { allowedName, suggestedName } from './names';
import { takeFiles } from './picked';
import { FileOptions, type Chosen, standardOptions } from './FileOptions';
import { PastLoad } from './PastLoad';
import { UploadRow } from './UploadRow';
import { uploads } from './uploads';

/** Files on their way in: chosen, named, sent, loaded. The loads that came of them stay in the address. */
export function UploadView() {
  const { query } = usePlace();
  const list = useStore(uploads.list);
  const leftOut = useStore(uploads.leftOut);
  const folder = useStore(uploads.folder);
  const databases = useAnswer('databases', lake.databases);
  const [typed, setTyped] = useState<string>();
  const [chosen, setChosen] = useState<Chosen>(standardOptions);

  const database = typed ?? query.get('database') ?? (folder === undefined ? 'default' : suggestedName(folder) || 'default');
  const fixedTable = query.get('table') ?? undefined;
  const picked = list.filter((upload) => upload.stage.kind === 'picked');
  const nameless = picked.filter((upload) => !allowedName(upload.table));
  const ready = picked.length > 0 && allowedName(database) && nameless.length === 0;

  useEffect(() => {
    if (fixedTable === undefined) return;
    for (const upload of picked) if (upload.table === suggestedName(upload.file.name)) uploads.rename(upload.number, fixedTable);
  }, [list.length]);
  useLoadsInAddress();
  useCareOnLeaving();

  const here = new Set(list.flatMap((upload) => (upload.stage.kind === 'load' ? [upload.stage.load.id] : [])));
  const past = query.getAll('load').filter((id) => !here.has(id));
  const start = (event: Event) => {
    event.preventDefault();
    if (ready) uploads.start({ database: database.toLowerCase(), options: chosen });
  };
  return (
    <View title={t('upload.title')} lead={list.length === 0 ? t('upload.lead') : undefined}>
      <DropZone kind="both" take={takeFiles} />
      {leftOut.length > 0 && (
        <p class="hint section" role="status">
          {t('upload.leftOut', { count: leftOut.length, names: leftOut.slice(0, 5).join(', ') })}
        </p>
      )}
      <form class="section" onSubmit={start}>
        {picked.length > 0 && (
          <div class="card upload-target">
            <div class="field">
              <label for="database">{t('upload.database')}</label>
              <input
                id="database"
                list="databases"
                value={database}
                autocomplete="off"
                spellcheck={false}
                aria-invalid={!allowedName(database)}
                aria-describedby="name-rule"
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
              <datalist id="databases">
                {databases.value?.items.map((one) => (
                  <option key={one.name} value={one.name} />
                ))}
              </datalist>
            </div>
            <FileOptions chosen={chosen} choose={setChosen} />
            <button type="submit" class="button main" disabled={!ready}>
              <Icon name="upload" /> {t('upload.start', { count: picked.length })}
            </button>
            <p class="hint" id="name-rule">
              {t('upload.nameRule')}
            </p>
          </div>
        )}
        <ul class="upload-list">
          {list.map((upload) => (
            <UploadRow key={upload.number} upload={upload} />
          ))}
          {past.map((id) => (
            <PastLoad key={id} id={id} />
          ))}
        </ul>
      </form>
      {databases.problem !== undefined && <ProblemBox problem={databases.problem} again={databases.again} />}
    </View>
  );
}

/** Keeps the ids of the loads made here in the address, so that a reload still shows them. */
function useLoadsInAddress(): void {
  const list = useStore(uploads.list);
  const ids = useMemo(
    () => list.flatMap((upload) => (upload.stage.kind === 'load' ? [upload.stage.load.id] : [])).join(' '),
    [list],
  );
  useEffect(() => {
    if (ids === '') return;
    const query = new URLSearchParams(location.search);
    const known = new Set(query.getAll('load'));
    const fresh = ids.split(' ').filter((id) => !known.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) query.append('load', id);
    navigate(`${address('/upload')}?${query}`, { replace: true });
  }, [ids]);
}

/** Lets the browser ask before the page is closed in the middle of sending. */
function useCareOnLeaving(): void {
  useEffect(() => {
    const care = (event: BeforeUnloadEvent) => {
      if (uploads.busy()) event.preventDefault();
    };
    window.addEventListener('beforeunload', care);
    return () => window.removeEventListener('beforeunload', care);
  }, []);
}
