// SPDX-License-Identifier: AGPL-3.0-or-later
// Our own drawings of the steps in which the Obsidian plugin is set up. The text beside each says the same.
import type { ComponentChildren } from 'preact'

function Picture({ children }: { children: ComponentChildren }) {
  return (
    <svg class="plugin-picture" viewBox="0 0 120 80" aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

/** A ZIP is unpacked into a folder. */
export function PluginUnpacked() {
  return (
    <Picture>
      <path class="plugin-sheet" d="M12 14h22l10 10v42H12z" />
      <path class="plugin-line" d="M34 14v10h10M24 22h6m-6 6h6m-6 6h6m-6 6h6" />
      <path class="plugin-accent" d="M50 42h16m-6-6 6 6-6 6" />
      <path class="plugin-sheet" d="M72 28h14l5 6h19v32H72z" />
      <path class="plugin-line" d="M80 46h22m-22 8h14" />
    </Picture>
  )
}

/** A row in a list of plugins is switched on. */
export function PluginSwitch() {
  return (
    <Picture>
      <rect class="plugin-sheet" x="10" y="12" width="100" height="56" rx="5" />
      <path class="plugin-line plugin-faint" d="M20 26h34m26 0h18M20 54h28m32 0h18" />
      <path class="plugin-line" d="M20 40h40" />
      <rect class="plugin-on" x="76" y="33" width="24" height="14" rx="7" />
      <circle class="plugin-knob" cx="93" cy="40" r="5" />
    </Picture>
  )
}

/** A code, and a browser that approves it. */
export function PluginSignIn() {
  return (
    <Picture>
      <rect class="plugin-sheet" x="8" y="18" width="46" height="44" rx="5" />
      <path class="plugin-line" d="M16 32h6m3 0h6m3 0h6M16 46h30" />
      <path class="plugin-accent" d="M59 40h10m-4-4 4 4-4 4" />
      <rect class="plugin-sheet" x="74" y="14" width="38" height="52" rx="5" />
      <path class="plugin-line plugin-faint" d="M74 25h38" />
      <path class="plugin-accent" d="m84 46 6 6 12-13" />
    </Picture>
  )
}
