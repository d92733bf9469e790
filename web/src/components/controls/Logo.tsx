// SPDX-License-Identifier: AGPL-3.0-or-later
/** The logo: a page and its mirror image. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="logo-page" d="M4.5 5.5h10v21h-10z" />
      <path class="logo-ink" d="M7 11.5c1.6-1.8 2.8 1.6 5 0M7 15.5c1.6-1.8 2.8 1.6 5 0M7 19.5c1-.9 1.8 0 2.6.2" />
      <path class="logo-mirror" d="M17.5 5.5h10v21h-10z" />
      <path
        class="logo-ink logo-reflection"
        d="M25 11.5c-1.6-1.8-2.8 1.6-5 0M25 15.5c-1.6-1.8-2.8 1.6-5 0M25 19.5c-1-.9-1.8 0-2.6.2"
      />
    </svg>
  )
}
