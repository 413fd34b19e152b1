/** How far training images are distorted, anew in every epoch: the range of each distortion. */
import * as z from 'zod'
import { real } from './fields'

export const augmentationSchema = z
  .strictObject(
    {
      shift: real(
        { min: 0, max: 14 },
        { label: 'Shift', unit: '± pixels', help: 'An image moves by up to so much, along each axis by a number of its own.' },
      ).default(0),
      rotation: real(
        { min: 0, max: 180 },
        { label: 'Rotation', unit: '± degrees', help: 'An image turns about its middle by up to so much, either way.' },
      ).default(0),
      scale: real(
        { min: 0, max: 0.5 },
        { label: 'Scale', unit: '± share', help: 'Width and height each become larger or smaller by up to this share: 0.1 means 90 % to 110 %.' },
      ).default(0),
      shear: real({ min: 0, max: 60 }, { label: 'Shear', unit: '± degrees', help: 'An image leans to the left or right by up to so much.' }).default(0),
      thickness: real(
        { min: 0, max: 1 },
        { label: 'Thickness', unit: '± pixels', help: 'Strokes become thicker or thinner by up to so much at each of their edges.' },
      ).default(0),
      elastic: real(
        { min: 0, max: 4 },
        { label: 'Elastic', unit: 'pixels', help: 'Each place is displaced as on a rubber sheet: the standard deviation of the displacement along each axis.' },
      ).default(0),
    },
    { error: 'Augmentation takes null or an object such as {"shift": 1, "rotation": 10, "scale": 0.1, "shear": 10, "thickness": 0.3, "elastic": 0.5}' },
  )
  .nullable()
  .meta({
    label: 'Augmentation',
    help: 'Each training image is distorted at random, anew in every epoch; validation images stay as they are. A range of 0 leaves that distortion out.',
  })

/** Null where images are learnt from as they are. */
export type AugmentationConfig = z.output<typeof augmentationSchema>
/** The range of each distortion; all are 0 or more. */
export type AugmentationRanges = NonNullable<AugmentationConfig>
