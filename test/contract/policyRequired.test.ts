import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

const declared = {
  whole: "policy: { guest: 'own' },",
  none: '',
  unknownRole: "policy: { owner: 'own' },",
  unknownReach: "policy: { guest: 'mine' },",
}

/** One operation for each of them, each on a line of its own. */
const source = [
  "import { z } from 'zod'; import { operation } from '../../shared/contract/operation.ts'",
  ...Object.entries(declared).map(
    ([name, policy]) =>
      `export const ${name} = operation({ ${policy} summary: '', input: z.strictObject({}), output: z.strictObject({}), ` +
      "errors: [], limit: { points: 1, perSeconds: 1 }, write: false, http: { method: 'get', path: '/example' } })",
  ),
].join('\n')

/** What the compiler says, under the options of the project, by line. */
function complaints(): ReadonlyMap<number, string> {
  const path = join(root, 'test/contract/declared.ts')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object }
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [path] }, ts.sys, root)
  const alone = { ...options, types: [], incremental: false, tsBuildInfoFile: undefined }
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2023)
  const host = ts.createCompilerHost(alone)
  const { fileExists, getSourceFile } = host
  host.fileExists = (name) => name === path || fileExists(name)
  host.getSourceFile = (name, ...rest) => (name === path ? file : getSourceFile(name, ...rest))
  const found = ts.createProgram([path], alone, host).getSemanticDiagnostics(file)
  return new Map(
    found.map(({ start, messageText }) => [
      file.getLineAndCharacterOfPosition(start ?? 0).line,
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    ]),
  )
}

describe('the compiler', () => {
  const said = complaints()
  const about = (name: keyof typeof declared) => said.get(Object.keys(declared).indexOf(name) + 1)

  test('takes an operation with a policy', () => {
    expect(said.get(0)).toBeUndefined()
    expect(about('whole')).toBeUndefined()
  })

  test('refuses an operation without one', () => {
    expect(about('none')).toContain("Property 'policy' is missing")
  })

  test('refuses a policy with a role or a reach that there is not', () => {
    expect(about('unknownRole')).toContain("'owner' does not exist")
    expect(about('unknownReach')).toContain('"mine"')
  })
})
