// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of jsdom that is used; it brings no types.
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options: { runScripts: 'dangerously' })
    readonly window: Window
  }
}
