/** Writes what is made from the contract table: `npx tsx scripts/generate.ts`. A test fails while the tree differs. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { asyncApiDocument } from '../server/http/reference/asyncApi.ts'
import { contractTypesSource } from '../server/http/reference/contractTypes.ts'
import { manifestSource } from '../server/http/reference/manifest.ts'
import { errorsPage, metricsPage, operationsPage } from '../server/http/reference/markdown.ts'
import { openApiDocument } from '../server/http/reference/openApi.ts'
import { sdkPage } from '../server/http/reference/sdkPage.ts'
import { matrixPage } from '../test/contract/matrixPage.ts'

export const root = join(import.meta.dirname, '..')

const json = (document: unknown) => `${JSON.stringify(document, null, 2)}\n`

/** Path from the project's root → maker of its content. */
export const generated: Readonly<Record<string, () => string>> = {
  'client-sdk/src/generated/manifest.ts': manifestSource,
  'client-sdk/src/generated/types.ts': contractTypesSource,
  'docs/reference/asyncapi.json': () => json(asyncApiDocument()),
  'docs/reference/errors.md': errorsPage,
  'docs/reference/matrix.md': matrixPage,
  'docs/reference/metrics.md': metricsPage,
  'docs/reference/openapi.json': () => json(openApiDocument()),
  'docs/reference/operations.md': operationsPage,
  'docs/reference/sdk.md': sdkPage,
}

async function writeAll(): Promise<void> {
  for (const [path, make] of Object.entries(generated)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), make())
    process.stdout.write(`${path}\n`)
  }
}

if (process.argv[1] === import.meta.filename) await writeAll()
