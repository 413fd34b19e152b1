/** Which field stands in which group of the form. Fields that no group asks for stand with training, so that a new one is never lost. */
import { dataSchema, filesOf } from '../../../engine/config/data'
import { describeField, type FieldDescription, listFields, openGroup } from '../../../engine/config/describe'
import { getField } from './tree'

export const groupNames = ['data', 'loss', 'training', 'optimizer', 'schedule', 'regularisation'] as const
export type GroupName = (typeof groupNames)[number]

const claims: Record<Exclude<GroupName, 'training'>, readonly string[]> = {
  data: ['data', 'validation', 'augmentation'],
  loss: ['loss'],
  optimizer: ['optimizer'],
  schedule: ['schedule'],
  regularisation: ['clipping', 'l1', 'l2', 'decayBiases'],
}
/** These have editors of their own. */
const elsewhere = ['network', 'name', 'seeds', 'sweep']

export interface FieldGroup {
  name: GroupName
  /** Fields with a box, in rows. */
  boxes: FieldDescription[]
  /** Flags stand behind them, so that rows line up. */
  flags: FieldDescription[]
  /** What can be turned on as a whole, with its fields while it is on. */
  switches: FieldSwitch[]
}

export interface FieldSwitch {
  field: FieldDescription
  fields: FieldDescription[]
}

export function arrangeFields(draft: unknown): FieldGroup[] {
  const claimed = new Set([...Object.values(claims).flat(), ...elsewhere])
  const rest = listFields('', draft).filter(({ path }) => !claimed.has(path))
  return groupNames.map((name) => {
    const fields = (name === 'training' ? rest : claims[name].flatMap((path) => describeField(path, draft) ?? [])).filter(({ path }) => isOffered(path, draft))
    return { name, ...arrange(fields, draft) }
  })
}

/** Augmentation distorts images: where the data are none, it is shown only while it is on, so that it can be turned off. */
function isOffered(path: string, draft: unknown): boolean {
  if (path !== 'augmentation' || (getField(draft, path) ?? null) !== null) return true
  const data = dataSchema.safeParse(getField(draft, 'data'))
  return data.success && filesOf(data.data) !== null
}

function arrange(fields: readonly FieldDescription[], draft: unknown): Omit<FieldGroup, 'name'> {
  const isSwitch = ({ kind }: FieldDescription) => kind.type === 'group' && kind.optional
  const single = fields.filter((field) => !isSwitch(field)).flatMap((field) => openGroup(field, draft))
  return {
    boxes: single.filter(({ kind }) => hasBox(kind)),
    flags: single.filter(({ kind }) => kind.type === 'flag'),
    switches: [...fields, ...single].filter(isSwitch).map((field) => ({ field, fields: openGroup(field, draft).slice(1) })),
  }
}

function hasBox({ type }: FieldDescription['kind']): boolean {
  return type === 'number' || type === 'choice' || type === 'list'
}
