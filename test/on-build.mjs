import { registerHooks } from 'node:module';

// For test code that runs outside jest: Node strips its types, and what it tests is the build, for decorators cannot be
// stripped. Imported before anything else.
const root = new URL('../', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL?.startsWith(`${root}test/`)) return next(specifier, context);
    const file = new URL(specifier, context.parentURL).href;
    const built = /^(src|migrations)\//.test(file.slice(root.length));
    return next(built ? file.replace(root, `${root}dist/`) : file.replace(/\.js$/, '.ts'), context);
  },
});
