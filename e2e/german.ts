// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a screen is German as a whole, and has room for it: German words are longer. A walk goes on after a
// wrong text, so that it reports all of them.
import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page } from '@playwright/test'
import { type Person, password } from './person.ts'

type Text = string | Record<string, string>

const inFile = (path: string): Record<string, Text> =>
  JSON.parse(readFileSync(new URL(`../web/src/i18n/${path}.json`, import.meta.url), 'utf8'))

const textsOf = (language: string) => ({ ...inFile(language), ...inFile(`later/${language}`) })

/** Each text as a pattern, with anything where its values stand. Without a word of its own it could be any text. */
function patternsOf(texts: Record<string, Text>): RegExp[] {
  return Object.values(texts)
    .flatMap((text) => (typeof text === 'string' ? text : Object.values(text)))
    .filter((text) => /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, '')))
    .map((text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`, 's'))
}

const english = patternsOf(textsOf('en'))
const german = patternsOf(textsOf('de'))

/** All that is read out or seen, apart from what people wrote. */
function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words: string[] = []
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (nodes.nextNode()) words.push(nodes.currentNode.nodeValue ?? '')
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description'])
      for (const element of document.querySelectorAll(`[${name}]`)) words.push(element.getAttribute(name) ?? '')
    return [document.title.replace(/ – rMirror$/, ''), ...words].map((each) => each.trim()).filter(Boolean)
  })
}

export async function expectGerman(page: Page, screen: string): Promise<void> {
  const left = (await wordsOn(page)).filter(
    (words) => english.some((text) => text.test(words)) && !german.some((text) => text.test(words)),
  )
  expect.soft(left, `${screen}: English that is left`).toEqual([])
}

/** No text that ends at an edge, none beside the window, and no placeholder without its end. */
export async function expectNothingCut(page: Page, screen: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const isSeen = (element: HTMLElement): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      getComputedStyle(element).clipPath === 'none' &&
      !element.closest('.visually-hidden, .skip-link, [aria-hidden="true"]')
    const isCut = (element: HTMLElement): boolean => {
      const style = getComputedStyle(element)
      // A title has any length, and that bar one line.
      if (element.closest('.viewer-back')) return false
      if (element instanceof HTMLInputElement && element.placeholder && !element.value) {
        context.font = style.font
        const room = element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
        return context.measureText(element.placeholder).width > room + 1
      }
      const hasWords = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
      )
      if (!hasWords || element instanceof HTMLOptionElement) return false
      const range = document.createRange()
      range.selectNodeContents(element)
      const words = range.getBoundingClientRect()
      if (words.width > 1 && (words.right > innerWidth + 1 || words.left < -1)) return !scrolls(element)
      return /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1
    }
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((each) => isSeen(each) && isCut(each))
      .map((each) => each.outerHTML.slice(0, 200))
  })
  expect.soft(cut, `${screen}: cut`).toEqual([])
}

interface Phone {
  browser: Browser
  /** Of the server. */
  address: string
  person: Person
  /** The screen after signing in. */
  next: string
  width?: number
}

/** Signs a person who signed up elsewhere in on a phone that is set to German. The caller closes the page's context. */
export async function germanPhone({ browser, address, person, next, width = 360 }: Phone): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: address, locale: 'de-DE', reducedMotion: 'reduce', viewport: { width, height: 740 } },
  })
  const page = await context.newPage()
  await page.goto(`/sign-in?next=${next}`)
  await page.getByLabel('E-Mail').fill(person.email)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  return page
}
