import { logger as vegaLogger, parse, View, Warn } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { chartTheme } from '../src/dashboards/chartTheme';

interface Pack {
  tiles: { id: string; chart: { type: string; spec?: object } }[];
}

type Logger = ReturnType<typeof vegaLogger>;

const packs = import.meta.glob<Pack>('../../../../../examples/*/dashboard.json', { import: 'default', eager: true });
const charts = Object.values(packs).flatMap((pack) => pack.tiles.filter((tile) => tile.chart.spec !== undefined));

describe('charts of the example packs', () => {
  it('are there', () => {
    expect(charts.length).toBeGreaterThan(0);
  });

  it.each(charts.map((tile) => [tile.id, tile.chart.spec!] as const))('%s is drawn without a warning and without evaluated code', async (_, spec) => {
    const said: unknown[] = [];
    const logger = listener(said);
    const full = { ...spec, data: { name: 'rows', values: sample(spec) }, width: 300, height: 200, config: chartTheme(2, 300) };
    const vega = compile(full as unknown as Parameters<typeof compile>[0], { logger: logger as never }).spec;
    const view = new View(parse(vega, undefined, { ast: true }), { expr: expressionInterpreter, renderer: 'none', logger, logLevel: Warn });
    await view.runAsync();
    view.finalize();
    expect(said).toEqual([]);
  });
});

/** Three rows that have a fitting value for every field that an encoding names. */
function sample(spec: object): object[] {
  const fields = [...JSON.stringify(spec).matchAll(/"field":"(\w+)","type":"(\w+)"/g)];
  return [1, 2, 3].map((n) => Object.fromEntries(fields.map(([, name, type]) => [name, type === 'quantitative' ? n : `${name} ${n}`])));
}

/** A logger that keeps warnings and errors. */
function listener(said: unknown[]): Logger {
  const keep = (...args: unknown[]) => (said.push(...args), logger);
  const pass = () => logger;
  const logger = { level: pass, error: keep, warn: keep, info: pass, debug: pass } as unknown as Logger;
  return logger;
}
