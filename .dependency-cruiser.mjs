/** Who may import whom: docs/architecture.md draws it, this holds it. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^(shared|server|workers|client-sdk|test|scripts)/', pathNot: allowed },
})

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle hides which part comes first.',
      from: {},
      to: { circular: true },
    },
    only('shared-stands-alone', '^shared/', '^shared/', 'shared is browser-safe and knows nobody.'),
    only('domain-is-pure', '^shared/domain/', '^shared/domain/', 'The rules know neither wire nor server.'),
    only('core-knows-shared', '^server/core/', '^(shared|server/core)/', 'The heart does not know its edges.'),
    only('http-is-an-edge', '^server/http/', '^(shared|server/core|server/http)/', 'Edges never import each other.'),
    only(
      'realtime-is-an-edge',
      '^server/realtime/',
      '^(shared|server/core|server/realtime)/',
      'Edges never import each other.',
    ),
    only('workers-are-an-edge', '^workers/', '^(shared|server/core|workers)/', 'Edges never import each other.'),
    only(
      'sdk-knows-shared',
      '^client-sdk/src/',
      '^(shared/contract|client-sdk/src)/',
      'The SDK sees the contract only.',
    ),
    only(
      'apps-know-the-sdk',
      '^client-sdk/apps/',
      '^client-sdk/',
      'Apps may use the SDK and nothing else, and so prove it.',
    ),
    only(
      'shared-screens-know-no-app',
      '^client-sdk/apps/(ui|common|talk)/',
      '^client-sdk/(src|apps/(ui|common|talk))/',
      'What apps share knows none of them.',
    ),
    only(
      'diner-stands-apart',
      '^client-sdk/apps/diner/',
      '^client-sdk/(src|apps/(ui|common|talk|diner))/',
      'Apps share what is beside them, never each other.',
    ),
    only(
      'concierge-stands-apart',
      '^client-sdk/apps/concierge/',
      '^client-sdk/(src|apps/(ui|common|talk|concierge))/',
      'Apps share what is beside them, never each other.',
    ),
    {
      name: 'shared-needs-only-zod',
      severity: 'error',
      comment: 'shared runs in a browser: zod, and temporal-polyfill in the domain.',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(zod|temporal-polyfill)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
}
