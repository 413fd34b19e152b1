/** What the build makes of AssemblyScript, see scripts/assembly-plugin.ts. */
declare module '*?wasm' {
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}
