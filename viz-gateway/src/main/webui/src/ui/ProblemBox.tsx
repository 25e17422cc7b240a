import type { ComponentChildren } from 'preact';
import type { Fault, Problem } from '../api/problem';
import { known, t } from '../i18n';
import { Copy } from './Copy';
import { Icon } from './Icon';

interface Props {
  problem: Problem;
  again?: (() => void) | undefined;
  /** Whether the places are listed; not where the view itself marks the only one. */
  places?: boolean;
  /** What else can be done about it. */
  children?: ComponentChildren;
}

/** What went wrong, where, what to do next, and the id to ask about. */
export function ProblemBox({ problem, again, places = true, children }: Props) {
  return (
    <div class="problem" role="alert">
      <Icon name="warning" />
      <div class="problem-body">
        <p class="problem-title">{problemTitle(problem)}</p>
        {problem.detail !== '' && <p>{problem.detail}</p>}
        {places && <FaultList faults={problem.errors.filter((fault) => fault.reason !== undefined && fault.reason !== problem.detail)} />}
        <p class="problem-next">{nextStep(problem.code)}</p>
        <p class="problem-foot">
          {problem.requestId !== undefined && (
            <span class="problem-id">
              {t('problem.request')} <code>{problem.requestId}</code>
              <Copy text={problem.requestId} what={t('problem.request')} />
            </span>
          )}
          {problem.about !== undefined && (
            <a class="small" href={problem.about} target="_blank" rel="noreferrer">
              {t('problem.about', { code: problem.code })}
            </a>
          )}
          {again !== undefined && (
            <button type="button" class="button" onClick={again}>
              <Icon name="again" /> {t('problem.again')}
            </button>
          )}
          {children}
        </p>
      </div>
    </div>
  );
}

/** The title of a problem in the reader's language where the page knows its code, else the server's own. */
export function problemTitle(problem: Pick<Problem, 'code' | 'title' | 'status'>): string {
  const key = `problem.title.${problem.code}`;
  if (known(key)) return t(key);
  return problem.title === '' ? t('problem.title.other', { code: problem.code }) : problem.title;
}

/** What to do about a problem with this code. */
export function nextStep(code: string): string {
  const key = `problem.next.${code}`;
  return known(key) ? t(key) : t('problem.next.other');
}

/** The places that a problem points at: file, line, column or field, and what is wrong there. */
export function FaultList({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('fault.list')}>
      <table class="grid compact">
        <thead>
          <tr>
            <th scope="col">{t('fault.place')}</th>
            <th scope="col">{t('fault.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault, i) => (
            <tr key={i}>
              <td class="nowrap">{faultPlace(fault)}</td>
              <td class="wrap">{fault.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function faultPlace(fault: Fault): string {
  const parts = [
    fault.file,
    fault.line !== undefined && t('fault.line', { line: fault.line }),
    // In a file it counts the fields of the record, in a text the characters of the line.
    fault.column !== undefined && t(fault.file === undefined ? 'fault.column' : 'fault.field', { column: fault.column }),
    fault.field,
    fault.pointer,
  ];
  return parts.filter((part): part is string => typeof part === 'string').join(' · ');
}
