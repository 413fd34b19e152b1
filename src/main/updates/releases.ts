/** The releases of this build, as the shells give them to the lab. */
import type { LabOptions } from '../lab/options'
import { fetchLatest } from './fetch-latest'
import type { ReleasePlaces } from './places'

export function releasesAt(places: ReleasePlaces | null): Pick<LabOptions, 'releases'> {
  return places === null ? {} : { releases: { page: places.page, latest: () => fetchLatest(places.latest) } }
}
