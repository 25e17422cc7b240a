import type { Parameter } from '../api/types';
import { plain } from '../format/values';
import { t } from '../i18n';
import { control, offered } from './choices';

interface Props {
  parameters: readonly Parameter[];
  choose: (name: string, value: string) => void;
  /** Whether what a parameter offers is known; until then its control only shows its value. */
  ready: boolean;
}

/** The controls of a dashboard's parameters; a free value counts when it is finished (Enter, or leaving the field). */
export function Parameters({ parameters, choose, ready }: Props) {
  if (parameters.length === 0) return null;
  return (
    <div class="parameters" role="group" aria-label={t('dashboard.parameters')}>
      {parameters.map((parameter) => (
        <div class="field" key={parameter.name}>
          <label for={`parameter-${parameter.name}`}>{parameter.title ?? parameter.name}</label>
          {parameter.error !== undefined && <span class="hint">{t('dashboard.noOptions')} {parameter.error.detail}</span>}
          {ready ? <Control parameter={parameter} choose={(value) => choose(parameter.name, value)} /> : <Expected parameter={parameter} />}
        </div>
      ))}
    </div>
  );
}

function Expected({ parameter }: { parameter: Parameter }) {
  return (
    <select id={`parameter-${parameter.name}`} disabled>
      <option>{plain(parameter.value)}</option>
    </select>
  );
}

function Control({ parameter, choose }: { parameter: Parameter; choose: (value: string) => void }) {
  const id = `parameter-${parameter.name}`;
  const kind = control(parameter);
  if (kind === 'choice') {
    return (
      <select id={id} value={plain(parameter.value)} onChange={(event) => choose(event.currentTarget.value)}>
        {offered(parameter).map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  const shared = {
    id,
    value: plain(parameter.value),
    onChange: (event: { currentTarget: HTMLInputElement }) => choose(event.currentTarget.value),
  };
  if (kind === 'number') return <input {...shared} type="number" step="any" />;
  return kind === 'date' ? <input {...shared} type="date" /> : <input {...shared} type="text" />;
}
