/** Plays a playground at a speed, and shows it as often as the window keeps up. */
import type { FromPlayground, PlaygroundOptions, Speed, ToPlayground } from './messages'
import { Playground } from './playground'

export interface PlayerHost {
  /** Monotonic, in milliseconds. */
  now(): number
  /** Calls back after so many milliseconds. */
  later(callback: () => void, milliseconds: number): void
  post(message: FromPlayground): void
}

/** Milliseconds of work between two looks at what the window wants. */
const slice = 30
/** Milliseconds between two ticks where there is a speed to keep. */
const tickEvery = 40

export class Player {
  private playground: Playground | null = null
  private playing = false
  private speed: Speed = null
  /** Batches that are due, and when that was counted. */
  private due = 0
  private counted = 0
  /** Tells the ticks of one play from those of the one before. */
  private round = 0
  private isSeen = true
  private isChanged = false

  constructor(private readonly host: PlayerHost) {}

  begin(options: PlaygroundOptions): void {
    this.pause()
    this.playground = new Playground(options)
    this.show()
  }

  /** @param message any but the first one, whose data the caller makes */
  take(message: Exclude<ToPlayground, { type: 'begin' }>): void {
    const { playground } = this
    if (playground === null) return
    switch (message.type) {
      case 'play':
        this.play(message.speed)
        return
      case 'pause':
        this.pause()
        break
      case 'step':
        this.pause()
        playground.step(message.of)
        break
      case 'change':
        playground.change(message.change)
        break
      case 'seen':
        this.isSeen = true
        if (!this.isChanged) return
        break
    }
    this.show()
  }

  private play(speed: Speed): void {
    this.speed = speed
    this.due = 0
    this.counted = this.host.now()
    this.playing = true
    const round = ++this.round
    this.host.later(() => this.tick(round), 0)
    this.show()
  }

  private pause(): void {
    this.playing = false
    this.round++
  }

  private tick(round: number): void {
    const { playground, host } = this
    if (round !== this.round || playground === null) return
    const began = host.now()
    // A second's worth at most: what the machine cannot keep up with is let go.
    if (this.speed !== null) this.due = Math.min(this.due + (this.speed * (began - this.counted)) / 1000, Math.max(1, this.speed))
    this.counted = began
    let worked = false
    while (!playground.isOver && (this.speed === null || this.due >= 1) && host.now() - began < slice) {
      playground.step('batch')
      this.due--
      worked = true
    }
    if (playground.isOver) this.pause()
    if (worked || playground.isOver) this.show()
    if (this.playing) host.later(() => this.tick(round), this.speed === null ? 0 : tickEvery)
  }

  private show(): void {
    this.isChanged = !this.isSeen
    if (!this.isSeen || this.playground === null) return
    this.isSeen = false
    this.host.post({ type: 'frame', frame: { ...this.playground.frame(), playing: this.playing } })
  }
}
