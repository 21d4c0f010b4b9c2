import ts from 'typescript'
import { inProject } from './project.mjs'

/**
 * The type declarations of entry files, each as one text that stands alone: what it exports and what that is made of,
 * and nothing of the files it came from. A later entry imports from an earlier one what that exports.
 *
 * @param {Record<string, string>} entries name of the text → path of the source
 * @returns {Record<string, string>}
 */
export function bundleDeclarations(entries) {
  const files = readDeclarations(Object.values(entries))
  const texts = {}
  /** Declaration → the entry that exports it. */
  const published = new Map()
  for (const [name, path] of Object.entries(entries)) {
    const exported = files.get(path).exported.map((it) => [it.as, resolve(files, path, it)])
    texts[name] = write({ files, exported, published })
    for (const [as, found] of exported) if (!published.has(found)) published.set(found, { as, name })
  }
  return texts
}

/** What the compiler says of every source that the entries lead to. */
function readDeclarations(paths) {
  const { config } = ts.readConfigFile(inProject('tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: paths }, ts.sys, inProject())
  const program = ts.createProgram(paths, {
    ...options,
    noEmit: false,
    incremental: false,
    tsBuildInfoFile: undefined,
    declaration: true,
    emitDeclarationOnly: true,
  })
  const problems = ts.getPreEmitDiagnostics(program)
  if (problems.length > 0) throw new Error(ts.formatDiagnostics(problems, formatHost))
  const files = new Map()
  program.emit(undefined, (_path, text, _bom, _error, [source]) => {
    files.set(source.fileName, readFile(ts.createSourceFile(source.fileName, text, ts.ScriptTarget.Latest, true)))
  })
  return files
}

/** One file: what it declares, and what its names mean that come from elsewhere. */
function readFile(source) {
  const file = { path: source.fileName, declared: new Map(), imported: new Map(), exported: [] }
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) readImport(file, statement)
    else if (ts.isExportDeclaration(statement)) readExport(file, statement)
    else readDeclaration(file, statement)
  }
  return file
}

function readImport(file, { importClause, moduleSpecifier }) {
  const bindings = importClause?.namedBindings
  if (bindings === undefined || !ts.isNamedImports(bindings)) {
    throw new Error(`${file.path}: only named imports, please`)
  }
  for (const { name, propertyName } of bindings.elements) {
    file.imported.set(name.text, { from: pathOf(file, moduleSpecifier), name: (propertyName ?? name).text })
  }
}

function readExport(file, { exportClause, moduleSpecifier }) {
  for (const { name, propertyName } of exportClause?.elements ?? []) {
    const from = moduleSpecifier === undefined ? null : pathOf(file, moduleSpecifier)
    file.exported.push({ as: name.text, name: (propertyName ?? name).text, from })
  }
}

function readDeclaration(file, statement) {
  const names = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map((it) => it.name.text)
    : [statement.name.text]
  const declaration = { file, names, text: textOf(statement), uses: identifiersIn(statement) }
  for (const name of names) file.declared.set(name, declaration)
  if (ts.getModifiers(statement)?.some((it) => it.kind === ts.SyntaxKind.ExportKeyword)) {
    for (const name of names) file.exported.push({ as: name, name, from: null })
  }
}

/** With its comment, but without `export`: what is exported is said once, at the end. */
function textOf(statement) {
  const text = statement.getText().replace(/^export\s+/, '')
  const comments = ts.getLeadingCommentRanges(statement.getFullText(), 0) ?? []
  const own = comments.map(({ pos, end }) => statement.getFullText().slice(pos, end))
  const isValue = /^(class|function|const|let)\b|^abstract class\b/.test(text)
  return [...own.filter((it) => it.startsWith('/**')).slice(-1), `${isValue ? 'declare ' : ''}${text}`].join('\n')
}

function identifiersIn(node) {
  const found = new Set()
  const visit = (it) => {
    if (ts.isImportTypeNode(it)) throw new Error(`${node.getSourceFile().fileName}: say the type of ${it.getText()}`)
    if (ts.isIdentifier(it)) found.add(it.text)
    ts.forEachChild(it, visit)
  }
  visit(node)
  return found
}

/** A path of ours, or the name of a package. */
function pathOf(file, { text }) {
  return text.startsWith('.') ? new URL(text, `file://${file.path}`).pathname : text
}

/** The declaration behind a name, through as many files as pass it on; the name of a package where it ends there. */
function resolve(files, path, { name, from }) {
  if (from !== null) {
    const file = files.get(from)
    if (file === undefined) return { from, name }
    const passedOn = file.exported.find((it) => it.as === name)
    return resolve(files, from, passedOn ?? { name, from: null })
  }
  const { declared, imported } = files.get(path)
  const elsewhere = imported.get(name)
  return declared.get(name) ?? (elsewhere === undefined ? null : resolve(files, path, elsewhere))
}

function write({ files, exported, published }) {
  const taken = new Map()
  const imports = new Map()
  for (const [as, found] of exported) include(found, as)

  function include(found, name) {
    if (found === null || taken.get(name) === found) return
    const there = published.get(found)
    if (there !== undefined) return addImport(`./${there.name}.js`, there.as)
    if (found.from !== undefined) return addImport(found.from, name)
    if (taken.has(name)) throw new Error(`${name} is declared twice: ${taken.get(name).file.path}, ${found.file.path}`)
    taken.set(name, found)
    for (const used of found.uses) {
      const meant = resolve(files, found.file.path, { name: used, from: null })
      if (meant !== null && meant !== found) include(meant, used)
    }
  }

  function addImport(from, name) {
    imports.set(from, (imports.get(from) ?? new Set()).add(name))
  }

  return [
    ...[...imports].map(([from, names]) => `import type { ${[...names].sort().join(', ')} } from '${from}'`),
    ...new Set([...taken.values()].map((it) => it.text)),
    `export { ${exported.map(([as, found]) => exportText(as, found)).join(', ')} }`,
    '',
  ].join('\n\n')
}

function exportText(as, { text }) {
  return /^(\/\*\*[\s\S]*?\*\/\n)?declare /.test(text) ? as : `type ${as}`
}

const formatHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => inProject(),
  getNewLine: () => '\n',
}
