import { registerHooks } from 'node:module';

// For test code that runs outside jest: Node strips its types, and what it tests is the build, for decorators cannot be
// stripped. Imported before anything else.
const root = new URL('../', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL?.startsWith(`${root}test/`)) return next(specifier, context);
    const file = new URL(specifier, context.parentURL).href;
    const ours = file.startsWith(`${root}src/`) ? file.replace(`${root}src/`, `${root}dist/src/`) : undefined;
    return next(ours ?? file.replace(/\.js$/, '.ts'), context);
  },
});
