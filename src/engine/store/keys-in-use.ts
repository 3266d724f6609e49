/**
 * SQL: which keys stand above the cases, `master <name>;tag <name>[ <next>]`; null where nothing is laid down yet. Spelt out in
 * the statements that need it: as a function, or as one aggregate, it cost four times as much in each of them.
 */
export const keysInUse = `(
  (select concat_ws(' ', purpose, current, next) from key_use where purpose = 'master') || ';' ||
  (select concat_ws(' ', purpose, current, next) from key_use where purpose = 'tag'))`;
