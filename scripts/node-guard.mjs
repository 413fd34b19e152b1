// Ends the process with a clear message where Node is too old: better-sqlite3 13 would die with a segmentation fault.
const wanted = 22
const major = Number(process.versions.node.split('.')[0])
if (major < wanted) {
  console.error(
    `Backprop Lab needs Node ${wanted} or newer; this is Node ${process.versions.node} (${process.platform} ${process.arch}).\n` +
      'On Linux and on Windows (x64) "npm ci" installs Node 24 beside the project, and npm scripts use it: run "npm ci" first,\n' +
      'without --omit=optional. On other systems install Node 22 or newer from https://nodejs.org.',
  )
  process.exit(1)
}
