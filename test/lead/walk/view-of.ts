import { type CaseFile, View } from '../../../src/engine/definition/index.js';

const views = new WeakMap<CaseFile, View>();

/** The view over a case as it stands. */
export function viewOf(file: CaseFile): View {
  let view = views.get(file);
  if (!view) {
    view = new View(new Map(file.parts.map((part) => [part.id, part])), 'lead-1');
    views.set(file, view);
  }
  return view;
}
