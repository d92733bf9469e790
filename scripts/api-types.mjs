// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the contract as TypeScript types to standard output; a test checks that the result is committed:
// `node scripts/api-types.mjs shared/openapi.yaml > shared/src/api/schema.gen.ts`.
import { pathToFileURL } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const contract = pathToFileURL(process.argv[2])
const bytes = ts.factory.createTypeReferenceNode('Blob')

const types = await openapiTypescript(contract, {
  transform: (schema) => (schema.format === 'binary' ? bytes : undefined),
})
process.stdout.write(`// SPDX-License-Identifier: AGPL-3.0-or-later
// Generated from shared/openapi.yaml by scripts/api-types.mjs; do not edit.
${astToString(types)}`)
