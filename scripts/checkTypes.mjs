/** What `tsc` and `eslint .` say, from one program: built twice, the types cost each of them half a minute of a core. */
import { ESLint } from 'eslint'
import ts from 'typescript'
import { inProject, root } from './lib/project.mjs'

function createProgram() {
  const { config } = ts.readConfigFile(inProject('tsconfig.json'), ts.sys.readFile)
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(fileNames, { ...options, incremental: false, tsBuildInfoFile: undefined })
  return { program, errors }
}

function typeErrors({ program, errors }) {
  const found = [...errors, ...ts.getPreEmitDiagnostics(program)]
  const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' }
  return ts.formatDiagnostics(found, host)
}

async function lintErrors({ program }) {
  const parserOptions = { projectService: false, programs: [program] }
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions } },
  })
  const results = await eslint.lintFiles(['.'])
  const { format } = await eslint.loadFormatter('stylish')
  return format(results)
}

const whole = createProgram()
const said = [typeErrors(whole), await lintErrors(whole)].filter((text) => text !== '').join('\n')
process.stdout.write(said)
process.exitCode = said === '' ? 0 : 1
