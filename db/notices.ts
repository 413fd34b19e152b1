/** What the user must be told and has not read yet; it lies in the database, so that a closed window does not lose it. */
import type { Notice, NoticeContent } from '../src/api/storage'
import { writeTransaction, type Connection } from './driver'
import { parseJson } from './rows'

export function addNotice(db: Connection, content: NoticeContent, now: Date): void {
  db.prepare('INSERT INTO notices (content, created_at) VALUES (?, ?)').run(JSON.stringify(content), now.toISOString())
}

/** Those that are not read yet, oldest first. */
export function listNotices(db: Connection): Notice[] {
  const rows = db
    .prepare<[], { id: number; content: string; created_at: string }>('SELECT id, content, created_at FROM notices WHERE read_at IS NULL ORDER BY id')
    .all()
  return rows.flatMap(({ id, content, created_at }) => {
    const parsed = parseJson(content)
    return isContent(parsed) ? [{ id, createdAt: created_at, content: parsed }] : []
  })
}

export function readNotice(db: Connection, notice: number, now: Date): void {
  writeTransaction(db, () => db.prepare('UPDATE notices SET read_at = ? WHERE id = ?').run(now.toISOString(), notice))
}

/** Only this program writes the table; its kind tells what else is there. */
function isContent(value: unknown): value is NoticeContent {
  return typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'recovered' || value.kind === 'damaged')
}
