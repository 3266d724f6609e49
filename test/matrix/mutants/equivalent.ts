/**
 * Mutants that change nothing anybody could see, each with its reason. `name` is how the hunt calls them, or what it calls
 * several of one kind; an entry that no living mutant needs is a fault.
 */
export const equivalent: readonly { readonly name: string | RegExp; readonly why: string }[] = [];
