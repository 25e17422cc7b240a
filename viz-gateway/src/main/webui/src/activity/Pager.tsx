import { t } from '../i18n';
import { Icon } from '../ui/Icon';

interface Props {
  page: number;
  more: boolean;
  asking: boolean;
  previous: () => void;
  next: () => void;
  again: () => void;
}

/** The buttons under a long list: newer, older, and asking again. */
export function Pager({ page, more, asking, previous, next, again }: Props) {
  return (
    <p class="actions section">
      <button type="button" class="button" disabled={page === 0 || asking} onClick={previous}>
        <Icon name="previous" /> {t('list.newer')}
      </button>
      <button type="button" class="button" disabled={!more || asking} onClick={next}>
        {t('list.older')} <Icon name="next" />
      </button>
      <button type="button" class="button quiet" disabled={asking} onClick={again}>
        <Icon name="again" /> {t('list.again')}
      </button>
    </p>
  );
}
