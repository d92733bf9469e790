// SPDX-License-Identifier: AGPL-3.0-or-later
// How every test and measurement starts the browser: Debian's where it is installed, without calls home.
import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

const debian = '/usr/bin/chromium'
/** The same without windows, menus and profiles: a flow costs a quarter less. */
const debianShell = '/usr/bin/chromium-headless-shell'

/** What it does is traced if the run is profiled (scripts/profile). */
const tracing = process.env.PROFILE_FOLDER
  ? [
      '--trace-startup=v8,disabled-by-default-v8.cpu_profiler',
      '--trace-startup-duration=0',
      '--trace-startup-format=json',
      `--trace-startup-file=${process.env.PROFILE_FOLDER}/chromium.trace`,
    ]
  : []

export const chromiumOptions: LaunchOptions = {
  ...(existsSync(debian) && { executablePath: debian }),
  args: [
    ...tracing,
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    `--disable-features=${[
      // It would ask Google what the fields of forms are for.
      'AutofillServerCommunication',
      // Each window would have a process ready for a page that is never opened: an eighth of what the flows cost.
      'SpareRendererForSitePerProcess',
      // Each window would load two pages for suggestions below an address bar that no test sees.
      'WebUIOmniboxAimPopup',
      'WebUIOmniboxPopup',
    ].join()}`,
  ],
}

/** For flows, which see only pages. */
export const shellOptions: LaunchOptions = {
  ...chromiumOptions,
  ...(existsSync(debianShell) && { executablePath: debianShell }),
}
