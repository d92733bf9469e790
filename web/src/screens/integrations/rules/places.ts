// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Option } from '../../../components/forms/OptionsField.tsx'
import type { Reason } from '../../../components/forms/ReasonText.tsx'

/** Where rules can have something delivered, instead of the place of the settings. */
export type Places = ListedPlaces | TypedPlaces

/** The service lists them on demand. */
export interface ListedPlaces {
  label: string
  options: Option[]
  isBusy: boolean
  said: { text: string; detail: Reason | null } | null
  list: () => void
  textOf: (place: string) => string
  /** Called before a place is used that may not be ready; then calls `use`, unless the user doesn't want it. */
  prepare?: (place: string, use: () => void) => void
}

/** Folders, which a person names. */
export interface TypedPlaces {
  label: string
  hint: string
  maxLength: number
  textOf: (place: string) => string
}
