// The arrows of the house. Each rule says why in one sentence.

const ENDPOINTS = '^src/(bank|station|center|audit|admin)/';
const READERS = '^src/(live|hooks|figures|documents)/';
const PURE =
  '^src/(engine/(definition|ledger|transitions|recompute)(/|\\.ts$)|engine/(decide|available|replay|check|handles|motion|statechart-step|event-body|correct|past|matching|outcome|transition-table|case-number)\\.ts$|lead/|administration/|inquiry/|access-log/)';
const SHELL =
  '^src/engine/(store/|submit\\.ts$|committer[^/]*\\.ts$|deadlines\\.ts$|erasures\\.ts$|sequencer\\.ts$|leased-loop\\.ts$|leased-rounds\\.ts$|engine\\.module\\.ts$)';
const DEFINITION = '^src/engine/(definition(/|\\.ts$)|payload\\.ts$|fields[^/]*(/|\\.ts$))';
const ROOTS = '^src/(main|app|app\\.module|migrate|replay|rotate-keys|setup|signer|witness|config)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other cannot be read, tested or replaced one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is either forgotten or should be deleted; what /docs loads is named by its page.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/openapi/page/' },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails at start, and not before.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-packages',
      comment: 'What runs in production may not need what is installed for development only.',
      severity: 'error',
      from: { path: '^(src|migrations)/|^ormconfig' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'endpoints-stay-thin',
      comment:
        'An endpoint translates HTTP for one area and knows the engine, the domain, access, platform and what the areas share, never another endpoint or a reader.',
      severity: 'error',
      from: { path: ENDPOINTS },
      to: {
        path: '^src/',
        pathNot: [
          '^src/(engine|lead|administration|inquiry|access|platform|cases|duty)/',
          '^src/config\\.ts$',
          '^src/$1/',
        ],
      },
    },
    {
      name: 'shared-by-the-areas',
      comment: 'What bank, station and center share knows none of them.',
      severity: 'error',
      from: { path: '^src/cases/' },
      to: {
        path: '^src/',
        pathNot: ['^src/(engine|lead|administration|inquiry|access-log|access|platform|cases)/', '^src/config\\.ts$'],
      },
    },
    {
      name: 'duty-serves-the-areas',
      comment: 'Rosters and handovers are shared by center and station and know neither of them, nor who is alarmed.',
      severity: 'error',
      from: { path: '^src/duty/' },
      to: { path: '^src/', pathNot: ['^src/(engine|lead|access|platform|cases|duty)/'] },
    },
    {
      name: 'alarms-ask-the-directory',
      comment:
        'Who is on duty is a question of the event, answered by the house: alarms know no roster and no endpoint.',
      severity: 'error',
      from: { path: '^src/alarm/' },
      to: { path: '^src/', pathNot: ['^src/(engine|lead|platform|cases|alarm)/'] },
    },
    {
      name: 'files-serve-the-areas',
      comment:
        'Files are given and read in every area; they know none of them, and reach a case through its one way in.',
      severity: 'error',
      from: { path: '^src/evidence/' },
      to: {
        path: '^src/',
        pathNot: ['^src/(engine|lead|access-log|access|platform|cases|evidence)/', '^src/config\\.ts$'],
      },
    },
    {
      name: 'proving-serves-the-auditors',
      comment:
        'What is signed and proved is handed out where it is made: it knows no other endpoint, and records in the one case of the administration through its one way in.',
      severity: 'error',
      from: { path: '^src/proving/' },
      to: {
        path: '^src/',
        pathNot: ['^src/(engine|access|platform|cases|proving)/', '^src/admin/open-office\\.ts$', '^src/config\\.ts$'],
      },
    },
    {
      name: 'readers-stay-apart',
      comment:
        'A reader follows the one sequence and knows the engine, the domain, access and platform, never an endpoint or another reader.',
      severity: 'error',
      from: { path: READERS },
      to: { path: '^src/', pathNot: ['^src/(engine|lead|inquiry|access|platform)/', '^src/config\\.ts$', '^src/$1/'] },
    },
    {
      name: 'engine-knows-no-fraud',
      comment: 'The engine serves any case definition, so it may know none, and nothing of who calls it.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/', pathNot: ['^src/engine/', '^src/platform/', '^src/config\\.ts$'] },
    },
    {
      name: 'engine-meets-platform-in-its-shell',
      comment: 'Only the parts of the engine that load, commit and wake up touch the platform; deciding is pure.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: SHELL },
      to: { path: '^src/(platform/|config\\.ts$)' },
    },
    {
      name: 'domain-knows-the-definition-only',
      comment:
        'A case definition is data and rules: it knows what definitions are made of, and nothing of how they are run.',
      severity: 'error',
      from: { path: '^src/(lead|administration|inquiry|access-log)/' },
      to: { path: '^src/', pathNot: [DEFINITION, '^src/$1/'] },
    },
    {
      name: 'pure-files-import-pure-files',
      comment: 'What decides must give the same answer in ten years: no database, no framework, no clock, no files.',
      severity: 'error',
      from: { path: PURE, pathNot: '^src/engine/(definition/)?(payload|fields[^/]*)\\.ts$' },
      to: { pathNot: [PURE, DEFINITION, '(^|/)node_modules/xstate/', '^xstate', '^(node:)?crypto$'] },
    },
    {
      name: 'payloads-import-validation-only',
      comment:
        'Payload classes describe what a body may hold: besides pure files they need the validators and nothing else.',
      severity: 'error',
      from: { path: '^src/engine/(definition/)?(payload|fields[^/]*)\\.ts$' },
      to: { pathNot: [PURE, DEFINITION, '(^|/)node_modules/(class-validator|reflect-metadata)/'] },
    },
    {
      name: 'only-decide-runs-machines',
      comment: 'transition() is called in the core alone, so that nothing can move a case past its rules.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(engine|lead|administration|inquiry|access-log)/'] },
      to: { path: '(^|/)node_modules/xstate/' },
    },
    {
      name: 'platform-is-the-floor',
      comment:
        'The platform carries everything and therefore knows nothing above it but what a payload is; entities.ts lists the tables of the whole house.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '^src/platform/entities\\.ts$' },
      to: { path: '^src/', pathNot: ['^src/platform/', '^src/config\\.ts$', DEFINITION] },
    },
    {
      name: 'nobody-imports-the-roots',
      comment: 'main, app and app.module put the parts together; a part that imports them turns the house upside down.',
      severity: 'error',
      from: { path: '^src/', pathNot: ROOTS },
      to: { path: '^src/(main|app|app\\.module|migrate|replay|setup)\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration must do the same in five years, so it imports no code that may change.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|ormconfig)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
