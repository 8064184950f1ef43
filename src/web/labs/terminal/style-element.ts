/**
 * Stands for the `<style>` elements of the terminal, which a policy without inline styles refuses: its text becomes a style
 * sheet of the document, and goes with the element. The build puts it in their place (vite.config.mjs).
 */
class StyleElement extends HTMLElement {
  readonly #sheet = new CSSStyleSheet();

  override set textContent(text: string | null) {
    this.#sheet.replaceSync(text ?? '');
  }

  override get textContent(): string {
    return '';
  }

  connectedCallback(): void {
    const { adoptedStyleSheets } = document;
    if (!adoptedStyleSheets.includes(this.#sheet)) adoptedStyleSheets.push(this.#sheet);
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.#sheet);
  }
}

export function defineStyleElement(): void {
  if (customElements.get('ringside-style') === undefined)
    customElements.define('ringside-style', StyleElement);
}
