/** The images that are distorted, 28 x 28 bytes row by row, and the mesh that is laid over them. */

/** Pixels on a side. */
export const SIDE = 28
export const PIXELS = SIDE * SIDE
/** Pixels on a side of a cell of the mesh. */
export const CELL = 4
export const CELLS = SIDE / CELL
/** Points of the mesh along each axis: the corners of the cells. */
export const POINTS = CELLS + 1
