/**
 * Where the walls stand in the program: files under src/, and of each the functions, methods and tables whose lines decide
 * who sees and does what; none named: all of them.
 */
export const guards: Readonly<Record<string, readonly string[]>> = {
  'access/policy': [],
  'access/scope-filter': [],
  'access/seen': [],
  'access/guard': ['canActivate', 'identify', 'bearer'],
  'access/callers': ['of', 'recall'],
  'access/tokens': ['verify'],
  'access/principal': ['actorFor', 'rolesOfArea'],
  'access/reading': ['reading', 'beginning'],
  'engine/admitted': [],
  'engine/work': ['settledBeforehand', 'isSeen', 'concerned', 'momentOf'],
  'cases/cases': [
    'assertMayBegin',
    'lookFurther',
    'whole',
    'fileAsOf',
    'intent',
    'answer',
    'admittedOf',
    'asNow',
    'actionsInSight',
    'acting',
  ],
  'cases/file-view': ['fileView'],
  'cases/history-view': ['entryView', 'effectsInSight'],
  'cases/reply': ['answerOf', 'changes'],
  'cases/working/workings': ['page', 'isKeptBy'],
  'cases/slips/slips': ['page', 'find', 'partsWithSlip'],
  'cases/slips/find-slip': ['findSlipFor'],
  'evidence/handing-out': ['open', 'accesses'],
  'duty/at-place': ['atPlace'],
  'duty/handovers': ['drawUp', 'find', 'sign'],
};
