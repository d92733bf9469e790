// SPDX-License-Identifier: AGPL-3.0-or-later
// A page with the methods that Obsidian adds to its elements.
import { JSDOM } from 'jsdom'

interface ElementInfo {
  text?: string
  cls?: string
  attr?: Record<string, string>
}

type Page = Window & typeof globalThis

export function openPage(): Page {
  const { window } = new JSDOM('<!doctype html><body>', { runScripts: 'dangerously' })
  const page = window as Page
  const createEl = function (this: Node, tag: string, info: ElementInfo | string = {}): HTMLElement {
    const { text, cls, attr = {} }: ElementInfo = typeof info === 'string' ? { cls: info } : info
    const element = page.document.createElement(tag)
    if (text !== undefined) element.textContent = text
    if (cls !== undefined) element.className = cls
    for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value)
    this.appendChild(element)
    return element
  }
  Object.assign(page.Node.prototype, {
    createEl,
    createDiv(this: Node, info?: ElementInfo | string) {
      return createEl.call(this, 'div', info)
    },
    empty(this: Node) {
      this.textContent = ''
    },
  })
  Object.assign(page.Element.prototype, {
    setText(this: Element, text: string) {
      this.textContent = text
    },
    addClass(this: Element, ...names: string[]) {
      this.classList.add(...names)
    },
    setAttr(this: Element, name: string, value: string) {
      this.setAttribute(name, value)
    },
  })
  // The guidelines forbid it.
  Object.defineProperty(page.Element.prototype, 'innerHTML', {
    set: () => {
      throw new Error('innerHTML is not for plugins')
    },
  })
  return page
}
