/**
 * Mutants that change nothing anybody could see, each with its reason. `name` is how the hunt calls them, or what it calls
 * several of one kind; an entry that no living mutant needs is a fault.
 */
export const equivalent: readonly { readonly name: string | RegExp; readonly why: string }[] = [
  {
    name: /^access\/policy reachOf «kind === '(outlet|bank|station)' \? '(ownOutlet|ownBank|ownStation)' : 'nothing'» → «'own/,
    why: 'An organisation of another kind is the outlet, the bank and the station of no case.',
  },
  {
    name: "access/policy reachOf «organisation.district === undefined ? 'nothing' : 'ownDistrict'» → «'ownDistrict'»",
    why: 'Every station has a district, so no case lies in none.',
  },
  {
    name: "access/policy bankOf «'bank' in seen ? seen.bank : undefined» → «seen.bank»",
    why: 'What is not there is undefined; only the compiler wants to be told.',
  },
  {
    name: 'access/policy mayRecordLate «at === null ? Number.NaN : Date.parse(at)» → «Date.parse(at)»',
    why: 'Null is no date either: NaN.',
  },
  {
    name: /^access\/policy mayRecordLate «station === .* → «station === organisation\.code && Date\.parse\(from\) <= moment && moment </,
    why: 'An access that has not ended ends at NaN, before which nothing is.',
  },
  {
    name: /^access\/opened-cases with «rows\.length === 0 \? principal : .* → «\{ \.\.\.principal, openedCases/,
    why: 'Without rows it is the same list: none.',
  },
  {
    name: /^engine\/work settledBeforehand «work\.intent && !work\.opening && .* → «work\.intent && !isSeen/,
    why: 'Whoever opened a case sees it.',
  },
  {
    name: /^engine\/work settledBeforehand «!work\.fingerprint \|\| .* → «!recorded/,
    why: 'Whatever has a key has a fingerprint, and without a key nothing was recorded.',
  },
  { name: 'cases/cases whole «!answer?.found» → «false»', why: 'No case goes away: it was read a moment ago.' },
  {
    name: "cases/cases record «outcome.kind !== 'unseen'» → «false»",
    why: 'Who sees a case in one role and records on it does so in the next under the same key, which gets the same answer.',
  },
  {
    name: /^cases\/working\/workings isKeptBy «asset\?\.kind === 'account' && .* → «asset\.facts/,
    why: 'Every return is of something, and of all things only accounts are at a bank.',
  },
  {
    name: /^cases\/break-glass\/break-glass concerned .* → «here\.includes\('stationDuty'\)»$/,
    why: 'Whoever is at no station is at none that leads a case.',
  },
  {
    name: /^cases\/break-glass\/break-glass concerns «station !== null && .* → «facts/,
    why: 'Of a case without a station no station is written down, which is undefined and not null.',
  },
  {
    name: "cases/reveal/reveals shows «seen.kind === 'accounts'» → «false»",
    why: 'Of other parts than their own they were shown none before, and an entry on those holds no identity.',
  },
  {
    name: /^cases\/reveal\/reveals shows «entry !== undefined && .* → «isOf/,
    why: 'Whatever is sealed was said in some entry.',
  },
  {
    name: 'cases/reveal/reveals inPart «one.kind === looking.definition.root» → «true»',
    why: 'The root is the first part of every case.',
  },
  {
    name: /^cases\/reveal\/reveals inPart «bank !== undefined && .* → «isPayee/,
    why: 'No account is kept by nobody.',
  },
  {
    name: /^policy (case_part|deadline|ledger_entry)_reader: «OR» → «and» at OR (COALESCE\(\(\(\(NULLIF\(current_setting\('lanjie\.station'|\(NULLIF\(current_setting\('lanjie\.district'|\(s\.district = )/,
    why: 'The shorter way of a station; the longer one by lanjie_sight comes to the same.',
  },
  {
    name: /^policy (case_part|deadline|ledger_entry)_reader: «IS NOT NULL» → «is null» at IS NOT NULL\)( OR \(NULLIF\(current_setting\('lanjie\.district'|\) AND \( SELECT true| AND \( SELECT \(COALESCE)/,
    why: 'The shorter way of a station or of the bank that reported; the longer one comes to the same.',
  },
  {
    name: /^policy (case_part|deadline|ledger_entry)_reader: «=» → «<>» at = NULLIF\(current_setting\('lanjie\.(station|district|outlet)'/,
    why: 'The shorter way, in which nobody is shown a station or a case that is not theirs; the longer one comes to the same.',
  },
  {
    name: /^policy (case_part|deadline)_reader: «OR» → «and» at OR (\(\((kind|part) |COALESCE\(\(c\.bank)/,
    why: 'The shorter way of the bank that reported; the longer one comes to the same.',
  },
  {
    name: "policy deadline_reader: «OR» → «and» at OR lanjie_shows(case_id, part)) WHEN 'accounts'::text TH",
    why: 'No clock runs on a file that a bank gave.',
  },
  {
    name: 'function lanjie_admits: «and» → «or» at and reach.formerly is not null then is_late := exists ',
    why: 'Null is the station of no case.',
  },
  {
    name: /^function lanjie_sees: .*(reach\)\.(formerly|cases|everything)|'own'::text|\(id = ANY)/,
    why: 'Only lanjie_admits asks it: after those who see every case, without what is opened for reading, and what once was theirs it asks anew.',
  },
  {
    name: /^function lanjie_sight: «and» → «or» at and (exists \( select from public\.case_station s where s|s\.station = nullif\(current_setting\('lanjie\.formerly')/,
    why: 'Own entries are what it shows as own, and there are none in a case that never was theirs.',
  },
];
