import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

type Suggestion =
  | { kind: 'record'; type: string; source: string; id: string; name: string; details: string[] }
  | { kind: 'value'; type: string; field: string; fieldLabel: string; value: string; label: string; count: number; words: string; filter: boolean }
  | { kind: 'field'; type: string; field: string; label: string; words: string }
  | { kind: 'saved'; id: number; name: string; query: string }
  | { kind: 'recent'; type: string; words: string; query: string };

type Box = HTMLElement & { value: string };

const KINDS = ['record', 'value', 'field', 'saved', 'recent'] as const;
const ICONS = { record: 'vaadin:user', value: 'vaadin:filter', field: 'vaadin:tag', saved: 'vaadin:bookmark-o', recent: 'vaadin:clock' };
const LIST = 'query-suggestions';
const PAUSE = 90;

/**
 * Completes the text field before it. A combobox as the ARIA practices describe it: the focus stays in the field, the
 * arrows move through a listbox, which therefore lies in the page's own tree and not in a shadow. Nothing is asked
 * while an input method composes: its letters are no words yet, and its keys are its own.
 */
@customElement('keqing-suggestions')
export class KeqingSuggestions extends LitElement {
  @property() type = '';
  @property({ attribute: false }) texts: Record<string, string> = {};

  @state() private found: Suggestion[] = [];
  @state() private active = -1;
  @state() private opened = false;
  @state() private top = 0;

  private box?: Box;
  private timer = 0;
  private asked?: AbortController;
  /** What the server knows to stand in the box. */
  private committed = '';
  /** Whether a choice changed the box without the browser telling anybody. */
  private written = false;
  /** Behind the cursor. */
  private rest = '';

  private readonly listeners: [string, (e: any) => void][] = [
    ['input', (e: InputEvent) => this.typed(e)],
    ['compositionstart', () => this.forget()],
    ['compositionend', () => this.ask(PAUSE)],
    ['keydown', (e: KeyboardEvent) => this.pressed(e)],
    ['focusin', () => this.entered()],
    ['focusout', () => this.left()],
    ['click', () => this.clicked()],
    ['change', () => this.told()],
  ];

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.box = this.previousElementSibling as Box;
    this.listeners.forEach(([name, listener]) => this.box!.addEventListener(name, listener, true));
    void customElements.whenDefined(this.box.localName).then(() => requestAnimationFrame(() => this.describe()));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
    this.listeners.forEach(([name, listener]) => this.box?.removeEventListener(name, listener, true));
    this.box = undefined;
  }

  private get input(): HTMLInputElement | null {
    return this.box?.querySelector('input') ?? null;
  }

  /** What the field says to those who cannot see the list. */
  private describe() {
    const input = this.input;
    if (!input) return;
    const shown = this.opened && this.found.length > 0;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('autocomplete', 'off');
    input.setAttribute('aria-expanded', String(shown));
    if (shown) {
      input.setAttribute('aria-controls', LIST);
    } else {
      input.removeAttribute('aria-controls');
    }
    if (shown && this.active >= 0) {
      input.setAttribute('aria-activedescendant', `${LIST}-${this.active}`);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  override updated() {
    this.describe();
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private entered() {
    this.committed = this.box!.value;
    this.describe();
  }

  private left() {
    this.forget();
    this.tell();
  }

  /** The browser does not always say that a text changed which a script wrote. */
  private tell() {
    if (this.written) {
      this.written = false;
      this.box?.dispatchEvent(new CustomEvent('change', { bubbles: true }));
    }
  }

  private told() {
    this.committed = this.box!.value;
    this.written = false;
  }

  private typed(e: InputEvent) {
    if (!e.isComposing) this.ask(PAUSE);
  }

  private clicked() {
    if (!this.opened && this.input?.value === '' && document.activeElement === this.input) this.ask(0);
  }

  private pressed(e: KeyboardEvent) {
    if (e.isComposing || e.keyCode === 229 || e.target !== this.input) return;
    const shown = this.opened && this.found.length > 0;
    if (e.key === 'ArrowDown' || (e.key === 'ArrowUp' && shown)) {
      this.take(e);
      if (shown) {
        this.move(e.key === 'ArrowDown' ? 1 : -1);
      } else {
        this.ask(0);
      }
    } else if (e.key === 'Enter') {
      if (shown && this.active >= 0) {
        this.take(e);
        this.choose(this.found[this.active]);
      } else {
        this.forget();
        setTimeout(() => this.tell());
      }
    } else if (e.key === 'Escape' && shown) {
      this.take(e);
      this.forget();
    }
  }

  private take(e: Event) {
    e.preventDefault();
    e.stopPropagation();
  }

  /** One place more than there are suggestions: the field itself. */
  private move(step: number) {
    const places = this.found.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
  }

  private forget() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.asked = undefined;
    this.opened = false;
    this.active = -1;
  }

  private ask(pause: number) {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.timer = window.setTimeout(() => void this.fetch(), pause);
  }

  private async fetch() {
    const input = this.input;
    if (!input || document.activeElement !== input) return;
    const cursor = input.selectionStart ?? input.value.length;
    const rest = input.value.slice(cursor);
    const url = new URL('api/v1/suggest', document.baseURI);
    url.searchParams.set('q', input.value.slice(0, cursor));
    if (this.type) url.searchParams.set('type', this.type);
    const asked = new AbortController();
    this.asked = asked;
    let found: Suggestion[] = [];
    try {
      const answer = await fetch(url, {
        signal: asked.signal,
        headers: { 'Accept-Language': document.documentElement.lang || 'en' },
      });
      // without an answer there is nothing to choose; the search itself says what is wrong
      if (answer.ok) found = ((await answer.json()) as { suggestions: Suggestion[] }).suggestions;
    } catch (e) {
      if (asked.signal.aborted) return;
    }
    if (this.asked !== asked) return;
    this.rest = rest;
    this.found = KINDS.flatMap((kind) => found.filter((each) => each.kind === kind));
    this.active = -1;
    this.opened = this.found.length > 0;
    this.top = input.getBoundingClientRect().bottom - this.parentElement!.getBoundingClientRect().top + 8;
  }

  private choose(chosen: Suggestion) {
    this.forget();
    switch (chosen.kind) {
      case 'record':
        this.write(this.committed);
        this.written = false;
        this.send('record', { type: chosen.type, source: chosen.source, id: chosen.id });
        break;
      case 'value':
        if (chosen.filter) {
          const words = `${chosen.words} ${this.rest}`.trim();
          this.write(words);
          this.written = false;
          this.send('value', { type: chosen.type, field: chosen.field, value: chosen.value, words });
        } else {
          this.write(chosen.words + this.rest, chosen.words.length);
        }
        break;
      case 'field':
        this.write(chosen.words + this.rest, chosen.words.length);
        this.ask(0);
        break;
      case 'saved':
      case 'recent':
        this.write(new URLSearchParams(chosen.query.slice(chosen.query.indexOf('?') + 1)).get('q') ?? '');
        this.written = false;
        this.send('query', { query: chosen.query });
        break;
    }
  }

  private write(text: string, cursor = text.length) {
    this.box!.value = text;
    this.written = true;
    this.input?.setSelectionRange(cursor, cursor);
  }

  private send(name: string, detail: Record<string, string>) {
    this.committed = this.box!.value;
    this.dispatchEvent(new CustomEvent(`suggestion-${name}`, { detail }));
  }

  override render() {
    const shown = this.opened && this.found.length > 0;
    return html`
      <div class="suggest-status" role="status">${shown ? `${this.found.length} ${this.texts.count ?? ''}` : ''}</div>
      ${shown
        ? html`<div
            id=${LIST}
            class="suggest-list"
            role="listbox"
            aria-label=${this.texts.list ?? ''}
            style="top: ${this.top}px"
            @mousedown=${(e: Event) => e.preventDefault()}
          >
            ${KINDS.filter((kind) => this.found.some((each) => each.kind === kind)).map((kind) => this.group(kind))}
          </div>`
        : nothing}
    `;
  }

  private group(kind: (typeof KINDS)[number]) {
    return html`<div role="group" aria-labelledby="${LIST}-${kind}">
      <div class="suggest-heading" id="${LIST}-${kind}" role="presentation">${this.texts[kind] ?? ''}</div>
      ${this.found.map((each, i) => (each.kind === kind ? this.option(each, i) : nothing))}
    </div>`;
  }

  private option(each: Suggestion, i: number) {
    return html`<div
      id="${LIST}-${i}"
      class="suggest-option"
      role="option"
      aria-selected=${i === this.active ? 'true' : 'false'}
      @click=${() => this.choose(each)}
    >
      <vaadin-icon icon=${ICONS[each.kind]} aria-hidden="true"></vaadin-icon>
      ${this.content(each)}
    </div>`;
  }

  private content(each: Suggestion) {
    const number = new Intl.NumberFormat(document.documentElement.lang || 'en');
    switch (each.kind) {
      case 'record':
        return html`<span class="suggest-text">${each.name}</span>
          <span class="suggest-end">${[...each.details, each.id].join(' · ')}</span>`;
      case 'value':
        return html`<span class="suggest-text"><span class="suggest-quiet">${each.fieldLabel}:</span> ${each.label}</span>
          <span class="suggest-end">${number.format(each.count)}</span>`;
      case 'field':
        return html`<span class="suggest-text">${each.label}:</span>`;
      case 'saved':
        return html`<span class="suggest-text">${each.name}</span>`;
      case 'recent':
        return html`<span class="suggest-text">${each.words}</span>
          <span class="suggest-end">${this.texts[each.type] ?? ''}</span>`;
    }
  }
}
