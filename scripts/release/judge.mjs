/** Whether something may be released, and what is said of it: pure functions of the records that the build machines have left. */

/**
 * @typedef {{ kind: 'electron-tests', platform: string, arch: string, electron: string }} ElectronRecord the shell's tests passed on true Electron
 * @typedef {{ kind: 'packed', platform: string, arch: string, program: string, passed: boolean, signed: boolean }} PackedRecord a packed program was started and trained
 * @typedef {ElectronRecord | PackedRecord} ReleaseRecord
 */

/** What a release is for, and the files of each. */
const systems = [
  { title: 'Linux (x64)', platform: 'linux', arch: 'x64', endings: ['.AppImage', '.deb'] },
  { title: 'macOS (Intel)', platform: 'darwin', arch: 'x64', endings: ['-x64.dmg', '-x64.zip'] },
  { title: 'macOS (Apple)', platform: 'darwin', arch: 'arm64', endings: ['-arm64.dmg', '-arm64.zip'] },
  { title: 'Windows (x64)', platform: 'win32', arch: 'x64', endings: ['-setup.exe', '-portable.exe'] },
]

/**
 * @param {{ records: readonly ReleaseRecord[], files: readonly string[], tag: string, version: string }} release
 * @returns {string[]} why it may not be released; none where it may
 */
export function releaseProblems({ records, files, tag, version }) {
  const problems = tag === `v${version}` ? [] : [`The tag is ${tag}, but the version of package.json is ${version}`]
  for (const { title, platform, arch, endings } of systems) {
    const own = records.filter((record) => record.platform === platform && record.arch === arch)
    const electron = own.some((record) => record.kind === 'electron-tests' && /^\d+\.\d+\.\d+$/.test(record.electron))
    if (!electron) problems.push(`${title} was not tested on true Electron`)
    const packed = own.filter((record) => record.kind === 'packed')
    if (packed.length === 0) problems.push(`${title}: no packed program was started`)
    for (const { program, passed } of packed) if (!passed) problems.push(`${title}: ${program} did not train`)
    for (const ending of endings) if (!files.some((file) => file.endsWith(ending))) problems.push(`${title}: there is no file *${ending}`)
  }
  return problems
}

/**
 * As `sha256sum --check` reads it.
 * @param {readonly { name: string, sha256: string }[]} sums
 */
export function checksumLines(sums) {
  return sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
}

/**
 * @param {{ records: readonly ReleaseRecord[], tag: string }} release
 * @returns {string} Markdown
 */
export function releaseNotes({ records, tag }) {
  const lines = systems.map(({ title, platform, arch }) => {
    const own = records.filter((record) => record.platform === platform && record.arch === arch)
    const electron = own.find((record) => record.kind === 'electron-tests')?.electron
    const packed = own.filter((record) => record.kind === 'packed')
    const signed = packed.length > 0 && packed.every((record) => record.signed)
    return `| ${title} | ${electron} | ${packed.map(({ program }) => program).join(', ')} | ${platform === 'linux' ? 'with checksums only' : signed ? 'yes' : '**no**'} |`
  })
  const unsigned = lines.some((line) => line.includes('**no**'))
  return [
    `Backprop Lab ${tag}`,
    '',
    '| System | Tested on Electron | Started and trained | Signed |',
    '|---|---|---|---|',
    ...lines,
    '',
    ...(unsigned
      ? [
          'What is not signed is refused by the system at first: the README says, under *Download*, what to click then. Compare the file with SHA256SUMS.txt before.',
          '',
        ]
      : []),
  ].join('\n')
}
