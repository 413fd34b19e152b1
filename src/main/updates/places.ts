/** Where the releases of this build lie: the address is stamped into package.json by whoever builds the installers, and the sources name none. */

export interface ReleasePlaces {
  /** For people. */
  page: string
  /** Answers with the latest release as JSON, as GitHub describes it: https://docs.github.com/rest/releases/releases#get-the-latest-release */
  latest: string
}

const repositoryAddress = /^(?:git\+)?https:\/\/github\.com\/([A-Za-z0-9][A-Za-z0-9-]{0,38})\/([A-Za-z0-9_.-]{1,100}?)(?:\.git)?\/?$/

/** @param repository the field of package.json, an address or an object with one; null where it names no repository on GitHub */
export function releasePlaces(repository: unknown): ReleasePlaces | null {
  const address = typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository
  const [, owner, name] = (typeof address === 'string' ? repositoryAddress.exec(address) : null) ?? []
  if (owner === undefined || name === undefined || name === '.' || name === '..') return null
  return { page: `https://github.com/${owner}/${name}/releases`, latest: `https://api.github.com/repos/${owner}/${name}/releases/latest` }
}
