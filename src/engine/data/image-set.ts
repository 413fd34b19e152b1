/** A published set of labelled images: which files it is made of. */

/** One file, unpacked. */
export interface ImageFile {
  name: string
  bytes: number
  /** Of the whole file, hexadecimal. Whoever reads the file checks it: the engine has no hash. */
  md5: string
}

/** The two files of one part of a set. */
export interface ImageFiles {
  images: ImageFile
  labels: ImageFile
}

/** The files of a set, and what is known of it before they are read. */
export interface ImageSet {
  training: ImageFiles
  test: ImageFiles
  /** Training images of each class. */
  classSizes: readonly number[]
  testSamples: number
  /** Pixels of an image. */
  inputs: number
}
