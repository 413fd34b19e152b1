/** A published set of labelled images: which files it is made of. */

/** One file, unpacked. */
export interface ImageFile {
  name: string
  bytes: number
  /** Of the whole file, hexadecimal. Whoever reads the file checks it: the engine has no hash. */
  md5: string
}

export interface ImageFiles {
  images: ImageFile
  labels: ImageFile
}

export interface ImageSet {
  training: ImageFiles
  test: ImageFiles
  /** Training images of each class. */
  classSizes: readonly number[]
  testSamples: number
  /** Pixels of an image. */
  inputs: number
}
