import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

type Bar = { text: string; count: number; chosen: boolean };

/** A row of small bars of which a span is chosen: by dragging, by a click, or by arrows, Shift and Enter. */
@customElement('keqing-histogram')
export class KeqingHistogram extends LitElement {
  static override styles = css`
    :host { display: block; user-select: none; touch-action: pan-y; }
    #row {
      display: flex; align-items: flex-end; height: 3.5rem; gap: 1px; cursor: crosshair;
      border-block-end: 1px solid var(--vaadin-border-color-secondary);
    }
    #row:focus-visible { outline: var(--vaadin-focus-ring-width, 2px) solid var(--vaadin-focus-ring-color, currentColor); outline-offset: 2px; }
    .bar { flex: 1 1 0; min-width: 0; height: 100%; display: flex; align-items: flex-end; }
    .bar i {
      display: block; width: 100%; max-width: 1.5rem; margin-inline: auto; border-radius: 2px 2px 0 0;
      background: var(--aura-accent-color); opacity: 0.45;
    }
    .bar.chosen i { opacity: 1; }
    .bar.drawn { background: color-mix(in srgb, var(--aura-accent-color) 22%, transparent); }
    .bar.drawn i { opacity: 1; }
    #said {
      display: flex; justify-content: space-between; gap: 0.5rem; min-height: 1.25rem; margin-block-start: 0.125rem;
      font-size: 0.75rem; line-height: 1.25rem; color: var(--vaadin-text-color-secondary); white-space: nowrap;
    }
    #said span { overflow: hidden; text-overflow: ellipsis; }
  `;

  @property({ attribute: false }) bars: Bar[] = [];
  @property() label = '';
  @property() hint = '';
  /** Names of the first and the last bar, below the row. */
  @property() first = '';
  @property() last = '';

  @state() private anchor = -1;
  @state() private at = -1;
  private dragging = false;

  override render() {
    const most = Math.max(1, ...this.bars.map((bar) => bar.count));
    const [from, to] = this.span();
    const said = this.at < 0 ? '' : this.bars[this.at]?.text ?? '';
    return html`
      <div id="row" role="slider" tabindex="0" aria-label=${this.label} aria-description=${this.hint}
        aria-valuemin="1" aria-valuemax=${this.bars.length} aria-valuenow=${Math.max(0, this.at) + 1}
        aria-valuetext=${said || this.label}
        @pointerdown=${this.down} @pointermove=${this.move} @pointerup=${this.up} @pointercancel=${this.leave}
        @pointerleave=${this.leave} @keydown=${this.key} @blur=${this.leave}>
        ${this.bars.map((bar, i) => html`
          <div class="bar ${bar.chosen ? 'chosen' : ''} ${i >= from && i <= to ? 'drawn' : ''}" title=${bar.text}>
            ${bar.count ? html`<i style="height: max(2px, ${(100 * bar.count) / most}%)"></i>` : nothing}
          </div>`)}
      </div>
      <div id="said" aria-hidden="true">
        ${said ? html`<span>${said}</span>` : html`<span>${this.first}</span><span>${this.last}</span>`}
      </div>`;
  }

  private span(): [number, number] {
    if (this.at < 0) return [-1, -2];
    const other = this.anchor < 0 ? this.at : this.anchor;
    return [Math.min(this.at, other), Math.max(this.at, other)];
  }

  private under(event: PointerEvent) {
    const box = this.renderRoot.querySelector('#row')!.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * this.bars.length);
    const start = getComputedStyle(this).direction === 'rtl' ? this.bars.length - 1 - place : place;
    return Math.max(0, Math.min(this.bars.length - 1, start));
  }

  private down(event: PointerEvent) {
    if (event.button !== 0 || !this.bars.length) return;
    this.dragging = true;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.anchor = this.at = this.under(event);
  }

  private move(event: PointerEvent) {
    if (this.bars.length) this.at = this.under(event);
  }

  private up(event: PointerEvent) {
    if (!this.dragging) return;
    this.at = this.under(event);
    this.choose();
  }

  private leave() {
    if (this.dragging && this.anchor >= 0 && this.matches(':active')) return;
    this.dragging = false;
    this.anchor = this.at = -1;
  }

  private key(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -this.bars.length, End: this.bars.length };
    if (event.key in steps && this.bars.length) {
      const before = this.at < 0 ? (event.key === 'ArrowLeft' ? this.bars.length : -1) : this.at;
      if (!event.shiftKey) this.anchor = -1;
      else if (this.anchor < 0) this.anchor = Math.max(0, Math.min(this.bars.length - 1, before));
      this.at = Math.max(0, Math.min(this.bars.length - 1, before + steps[event.key]));
    } else if ((event.key === 'Enter' || event.key === ' ') && this.at >= 0) {
      this.choose();
    } else if (event.key === 'Escape' && this.at >= 0) {
      this.anchor = this.at = -1;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private choose() {
    const [first, last] = this.span();
    this.dragging = false;
    this.anchor = -1;
    this.dispatchEvent(new CustomEvent('span-chosen', { detail: { first, last } }));
  }
}
