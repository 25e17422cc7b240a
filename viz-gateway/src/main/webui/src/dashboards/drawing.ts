import embed, { type VisualizationSpec } from 'vega-embed';
import { chartTheme, numberLocale, timeLocale } from './chartTheme';
import { rowsOf, type Spec } from './spec';

/** A chart on the page: takes new rows in place, and is ended by whoever drew it. */
export interface Drawing {
  rows(values: readonly object[]): Promise<void>;
  end(): void;
}

const ROWS = 'rows';
const COMPOSED = ['facet', 'repeat', 'concat', 'hconcat', 'vconcat'];

/**
 * Draws a specification into an element, as large as the element is, and follows its size. Expressions are interpreted,
 * never compiled: the page's content security policy allows no evaluated code.
 */
export async function draw(frame: HTMLElement, spec: Spec): Promise<Drawing> {
  const sized = !COMPOSED.some((kind) => kind in spec);
  const full = {
    ...spec,
    data: { name: ROWS, values: [...rowsOf(spec)] },
    ...(sized && {
      width: frame.clientWidth,
      height: frame.clientHeight,
      autosize: { type: 'fit', contains: 'padding', resize: true },
    }),
  };
  const { view, finalize } = await embed(frame, full as unknown as VisualizationSpec, {
    mode: 'vega-lite',
    ast: true,
    actions: false,
    renderer: 'svg',
    defaultStyle: false,
    config: chartTheme(rowsOf(spec).length, frame.clientWidth) as never,
    formatLocale: numberLocale(),
    timeFormatLocale: timeLocale(),
    tooltip: { disableDefaultStyle: true },
  });
  // The frame bears the name, and the table says what the marks show.
  frame.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  let { clientWidth: width, clientHeight: height } = frame;
  const follow = new ResizeObserver(() => {
    if (!sized || frame.clientWidth === 0) return;
    if (frame.clientWidth === width && frame.clientHeight === height) return;
    ({ clientWidth: width, clientHeight: height } = frame);
    void view.width(width).height(height).runAsync();
  });
  follow.observe(frame);
  return {
    async rows(values) {
      await view.data(ROWS, structuredClone(values) as object[]).runAsync();
    },
    end() {
      follow.disconnect();
      finalize();
    },
  };
}
