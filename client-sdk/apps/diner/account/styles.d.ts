/** Bundled by the build; there is nothing in it for TypeScript. */
declare module '*.css'
