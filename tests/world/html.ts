// SPDX-License-Identifier: AGPL-3.0-or-later
// What other people's programs make of our HTML: HTML Tidy, and a browser that runs whatever it is given.
/// <reference path="./jsdom.d.ts" />
import { spawnSync } from 'node:child_process'
import { JSDOM } from 'jsdom'

/** "" where Tidy finds nothing wrong. */
export function complaintsOf(html: string): string {
  const { error, stderr } = spawnSync('tidy', ['-errors', '-quiet', '-utf8'], { input: html, encoding: 'utf8' })
  if (error) throw error
  return stderr
}

export function openedInBrowser(html: string): Window {
  return new JSDOM(html, { runScripts: 'dangerously' }).window
}
