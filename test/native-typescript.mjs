import { registerHooks } from 'node:module';

// For what jest does not load itself: Node strips the types, but has to be told that x.js is x.ts here.
registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
