/** Mutants that no caller of the matrix can show, each with the test that turns red by it. `name` is how the hunt calls them. */
export const elsewhere: readonly { readonly name: string | RegExp; readonly test: string }[] = [
  // A route without `@Operation`: no server of ours has one.
  { name: 'access/guard admit «!operation» → «false»', test: 'test/access/guard.test.ts' },
  // Callers of the matrix send tokens in a header, and no cookies.
  { name: "access/guard identify «kind === 'browser'» → «false»", test: 'test/access/sign-in/browser.test.ts' },
  // An area that is none stands in no route.
  {
    name: 'access/principal rolesOfArea «Object.hasOwn(areas, area) ? (areas[area] ?? []) : []» → «(areas[area] ?? [])»',
    test: 'test/access/policy.test.ts',
  },
  // A strike has no sender, and no cell.
  {
    name: /^engine\/work settledBeforehand «work\.intent && .* → «!work\.opening/,
    test: 'test/engine/committer.test.ts',
  },
];
