import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import * as echarts from 'echarts/core';
import { BarChart, HeatmapChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([
  BarChart, HeatmapChart, LineChart, PieChart, ScatterChart,
  AriaComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent,
  TooltipComponent, VisualMapComponent, CanvasRenderer,
]);

/** Told apart by people who see few colours, in this order; each pair has enough contrast to the page it is drawn on. */
const LIGHT = ['#2563c9', '#d9730d', '#0f8a6d', '#8a4fc7', '#c2345f', '#5b7a0a', '#0c7fa3', '#7a5c45'];
const DARK = ['#6ea4ff', '#f2a65a', '#4fc7a6', '#bd93f0', '#f0829f', '#a9c653', '#5cbfe0', '#c3a48b'];

type Option = Record<string, unknown>;

@customElement('keqing-chart')
export class KeqingChart extends LitElement {
  static override styles = css`
    :host { display: block; min-height: 12rem; }
    #box { width: 100%; height: 100%; min-height: inherit; }
  `;

  @property({ attribute: false }) option: Option = {};
  @property() label = '';

  private chart?: echarts.ECharts;
  private size?: ResizeObserver;
  private scheme?: MutationObserver;
  private readonly system = matchMedia('(prefers-color-scheme: dark)');
  private readonly redraw = () => this.requestUpdate();

  override render() {
    return html`<div id="box" role="img" aria-label=${this.label}></div>`;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.system.addEventListener('change', this.redraw);
    this.scheme = new MutationObserver(this.redraw);
    this.scheme.observe(document.documentElement, { attributeFilter: ['style', 'theme'] });
    if (this.hasUpdated) this.redraw();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.system.removeEventListener('change', this.redraw);
    this.scheme?.disconnect();
    this.size?.disconnect();
    this.size = undefined;
    this.chart?.dispose();
    this.chart = undefined;
  }

  override updated(_changed: PropertyValues<this>) {
    const box = this.renderRoot.querySelector<HTMLElement>('#box')!;
    if (!this.chart) {
      this.chart = echarts.init(box);
      this.chart.on('click', (p) =>
        this.dispatchEvent(
          new CustomEvent('keqing-chart-point', {
            detail: { series: p.seriesName ?? '', name: p.name, index: p.dataIndex },
          })
        )
      );
      this.size = new ResizeObserver(() => this.chart?.resize());
      this.size.observe(box);
    }
    this.chart.setOption({ ...this.colours(), ...this.dressed(this.option) }, { notMerge: true });
    this.toggleAttribute('ready', true);
  }

  private isDark() {
    const schemes = getComputedStyle(this).colorScheme.split(' ');
    return schemes.includes('dark') && (!schemes.includes('light') || this.system.matches);
  }

  private colours(): Option {
    const style = getComputedStyle(this);
    const dark = this.isDark();
    const text = dark ? '#d7dbe2' : '#3a4150';
    return {
      color: dark ? DARK : LIGHT,
      backgroundColor: 'transparent',
      animationDuration: 300,
      aria: { enabled: false },
      textStyle: { fontFamily: style.fontFamily, color: text },
    };
  }

  /** ECharts takes axis, legend and tooltip colours from its theme only; themes can't be swapped on a living chart. */
  private dressed(option: Option): Option {
    const dark = this.isDark();
    const text = dark ? '#d7dbe2' : '#3a4150';
    const line = dark ? '#3d4450' : '#dfe3ea';
    const axis = {
      axisLabel: { color: text },
      nameTextStyle: { color: text },
      axisLine: { lineStyle: { color: line } },
      axisTick: { lineStyle: { color: line } },
      splitLine: { lineStyle: { color: line } },
    };
    const result: Option = { grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true }, ...option };
    for (const key of ['xAxis', 'yAxis']) if (key in result) result[key] = under(axis, result[key]);
    if ('legend' in result) result.legend = under({ top: 0, right: 16, textStyle: { color: text } }, result.legend);
    if (Array.isArray(result.series)) {
      result.series = (result.series as Option[]).map((each) =>
        each.type === 'bar' ? under({ barMaxWidth: 48 }, each) : each
      );
    }
    if ('title' in result) {
      result.title = under({ textStyle: { color: text, fontSize: 14, fontWeight: 600 } }, result.title);
    }
    result.tooltip = under(
      { confine: true, backgroundColor: dark ? '#262b34' : '#ffffff', borderColor: line, textStyle: { color: text } },
      result.tooltip ?? {}
    );
    return result;
  }
}

/** What is given, with the defaults below it; lists get them in each of their members. */
function under(defaults: Option, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((each) => under(defaults, each));
  const result: Option = { ...defaults };
  for (const [key, value] of Object.entries((given ?? {}) as Option)) {
    const below = defaults[key];
    const both = isPlain(below) && isPlain(value);
    result[key] = both ? under(below as Option, value) : value;
  }
  return result;
}

function isPlain(value: unknown) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
