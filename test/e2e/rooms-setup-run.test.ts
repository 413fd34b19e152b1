/** Setup, Run and Settings in a browser, on the real lab: what a newcomer does in the first minutes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Locator } from 'playwright'
import type { RunStatus } from '../../src/api/records'
import { seriousFindings } from './accessibility'
import { type LabPage, openLab } from './lab-page'

let lab: LabPage
/** Other work on the machine must not fail a test. */
const patience = { timeout: 15_000 }

beforeAll(async () => {
  lab = await openLab({ colorScheme: 'light' })
  lab.page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await lab.close()
})

const button = (name: string | RegExp): Locator => lab.page.getByRole('button', { name, exact: true })
const field = (label: string): Locator => lab.page.getByLabel(label, { exact: true })
const summary = (): Locator => lab.page.getByRole('complementary', { name: 'What this will do' })

async function choose(label: string, option: string): Promise<void> {
  await field(label).click()
  await lab.page.getByRole('option', { name: option, exact: true }).click()
}

async function go(address: string): Promise<void> {
  await lab.page.evaluate((hash) => (location.hash = hash), address)
}

/** Waits until all runs of the latest experiment have this status, by the lab's own account. */
async function untilLatest(status: RunStatus): Promise<void> {
  await expect
    .poll(async () => {
      const runs = await lab.client.call('runs.list', {})
      const latest = Math.max(...runs.map((run) => run.experiment))
      return [...new Set(runs.filter((run) => run.experiment === latest).map((run) => run.status))]
    }, patience)
    .toEqual([status])
}

describe('the first minute', () => {
  test('XOR is ready, Run has the focus, and Enter trains it to the end', async () => {
    const run = button('Run 1 trial')
    await run.waitFor()
    await expect.poll(() => run.evaluate((element) => element === document.activeElement), patience).toBe(true)
    await lab.page.keyboard.press('Enter')
    await lab.page.getByText('Epoch 1,000 of 1,000', { exact: true }).waitFor()
    await untilLatest('done')
    await lab.page.getByRole('table', { name: 'Trials' }).getByText('Done').waitFor()
  })
  test('the kernels that trained it are told', async () => {
    await lab.page.getByRole('region', { name: 'Controls' }).getByText('kernels: fast').waitFor()
  })
  test('its curve is drawn and told in words and numbers', async () => {
    const loss = lab.page.getByRole('img', { name: /^Loss: Cross-entropy by epoch.*to [\d.]+ at epoch 1000/ })
    await loss.waitFor()
    const painted = await loss.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      return pixels.filter((value, i) => i % 4 === 3 && value > 0).length
    })
    expect(painted).toBeGreaterThan(1000)
    await button('Loss as a table').click()
    const numbers = lab.page.getByRole('region', { name: 'Loss, numbers' })
    await numbers.getByRole('row', { name: /^0 0\.\d+$/ }).waitFor()
    // A head, row 0 and 1000 epochs.
    await expect.poll(() => numbers.getByRole('table').getAttribute('aria-rowcount'), patience).toBe('1002')
    await button('Loss as a table').click()
  })
  test('the boundary that was learned is drawn', async () => {
    await lab.page.getByRole('img', { name: 'Decision boundary, seed 1, after epoch 1,000' }).waitFor()
  })
  test('a reload shows the stored run again', async () => {
    await lab.page.reload()
    await lab.page.getByText('Epoch 1,000 of 1,000', { exact: true }).waitFor()
    await lab.page
      .getByRole('img', { name: /at epoch 1000/ })
      .first()
      .waitFor()
  })
})

describe('setting up', () => {
  test('a preset fills the form and the summary counts its cost', async () => {
    await go('/setup')
    await button('Fig. 4 MNIST').click()
    await summary().getByText('52,650').waitFor()
    await summary().getByText('469 × 50 epochs').waitFor()
    await summary()
      .getByText(/^measured on [\d,]+ batches$/)
      .waitFor()
    await button('Run 15 trials').waitFor()
  })
  test('augmentation is turned on, and shows what it does to digits', async () => {
    await lab.page.getByRole('switch', { name: 'Augmentation' }).click()
    await field('Rotation').fill('30')
    const pictures = lab.page.getByRole('img', { name: 'Digits as training sees them: above the original, below it epochs 1 to 3 of seed 1' })
    await pictures.waitFor()
    const rows = () =>
      pictures.evaluate((canvas) => {
        const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
        return [0, 1, 2, 3].map((row) => context?.getImageData(0, 28 * row, 112, 28).data.join() ?? '')
      })
    // Four rows that are all different: the original and three epochs.
    await expect.poll(async () => new Set(await rows()).size, patience).toBe(4)
    await field('Rotation').fill('0')
    await expect.poll(async () => new Set(await rows()).size, patience).toBe(1)
    await lab.page.getByRole('switch', { name: 'Augmentation' }).click()
    await pictures.waitFor({ state: 'detached' })
  })
  test('a wrong value is named with its limits, blocks Run, and is mended', async () => {
    await field('Learning rate').fill('0')
    const words = /Learning rate takes a number above 0/
    await lab.page.locator('[data-field="optimizer.learningRate"]').getByText(words).waitFor()
    await summary().getByRole('alert').getByText(words).waitFor()
    await summary().getByText('One field to mend').waitFor()
    expect(await button('Run').isDisabled()).toBe(true)
    await field('Units of Hidden 1').fill('1e9')
    await summary()
      .getByText(/Hidden 1: Units takes a whole number from 1 to 8192/)
      .waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
    await field('Learning rate').fill('0.002')
    await field('Units of Hidden 1').fill('48')
    await button('Run 15 trials').waitFor()
    expect(await summary().getByRole('alert').count()).toBe(0)
    await summary().getByText('Learning rate').waitFor()
    // 785 x 48 + 49 x 32 + 33 x 10
    await summary().getByText('39,578').waitFor()
  })
  test('layers are added and removed, in the table and the diagram alike', async () => {
    const diagram = lab.page.getByRole('group', { name: 'Network diagram' })
    await button('Add layer').click()
    await field('Units of Hidden 3').waitFor()
    expect(await diagram.getByRole('button').count()).toBe(4)
    await button('Remove Hidden 2').click()
    await button('Remove Hidden 2').click()
    expect(await diagram.getByRole('button').count()).toBe(2)
    await diagram.getByRole('button', { name: /^10/ }).click()
    expect(await lab.page.locator('tr.sel').textContent()).toContain('Output')
  })
  test('the output follows the data, the fields follow the optimizer', async () => {
    await choose('Optimizer', 'SGD with momentum')
    await field('Momentum').waitFor()
    expect(await field('Beta 1').count()).toBe(0)
    await choose('Data', 'Gaussian clouds')
    await field('Classes').fill('4')
    await lab.page.getByRole('row', { name: /Output 4 Softmax/ }).waitFor()
    await button('Run 15 trials').waitFor()
  })
  test('a sweep multiplies the trials', async () => {
    await field('Seeds').fill('1-2')
    await field('Sweep over a field').click()
    await lab.page.getByRole('option', { name: 'Learning rate' }).click()
    await field('Add values of Learning rate').fill('0.1, 0.5')
    await lab.page.keyboard.press('Enter')
    await summary().getByText('3 settings × 2 seeds').waitFor()
    await button('Remove 0.5').click()
    await button('Run 4 trials').waitFor()
  })
})

describe('every part can be set up', () => {
  const preview = (): Locator => lab.page.getByRole('img', { name: /^Data, seed 1/ })

  test('data are drawn as they are chosen', async () => {
    await go('/setup?preset=fig3')
    await preview().waitFor()
    await choose('Data', 'Spirals')
    await field('Samples').fill('300')
    await lab.page.getByRole('img', { name: /^Data, seed 1, 300 samples\./ }).waitFor()
    await choose('Data', 'MNIST digits')
    await preview().waitFor({ state: 'detached' })
    await choose('Data', 'Spirals')
    await preview().waitFor()
  })
  test('an optimizer comes with its fields, a schedule with its drawing', async () => {
    await choose('Optimizer', 'Adam')
    await field('Beta 1').waitFor()
    await choose('Optimizer', 'RMSprop')
    await field('Alpha').waitFor()
    expect(await field('Beta 1').count()).toBe(0)
    await field('Centred').click()
    await choose('Schedule', 'Cosine')
    await field('Lowest rate').fill('0.02')
    await lab.page.locator('[data-field="schedule.minimumRate"]').getByText('it may be at most that').waitFor()
    await field('Lowest rate').fill('0.001')
    await lab.page.getByText('From 0.01 down to 0.001 in epoch 1,000').waitFor()
  })
  test('a layer is normalised, and its parts show their own fields', async () => {
    await field('Batch normalisation of Hidden 1').click()
    await field('Dropout of Hidden 1').fill('0.2')
    await choose('Activation of Hidden 1', 'Leaky ReLU')
    await field('Negative slope').fill('0.2')
    // (2 + 1) x 8 weights and biases, 2 x 8 scales and shifts, and 9 x 2 of the output.
    await summary().getByText('58', { exact: true }).waitFor()
    await lab.page.getByRole('button', { name: /^8 Leaky ReLU batch normalisation, dropout of 20/ }).waitFor()
  })
  test('early stopping is turned on with its defaults, and a part of the data held out', async () => {
    await field('Samples').fill('300')
    await field('Seeds').fill('1')
    await choose('Validation', 'Held out')
    await field('Held out').fill('0.25')
    await lab.page.getByRole('switch', { name: 'Early stopping' }).click()
    await field('Patience').fill('5')
    await field('Batch size').fill('32')
    // 225 of 300 samples in batches of 32, the last with a single sample.
    await lab.page.locator('[data-field="batchSize"]').getByText('drop the last batch').waitFor()
    await field('Drop last batch').click()
    await summary().getByText('7 × 1,000 epochs').waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
  })
  test('it trains until it stops early, and says so', async () => {
    await button('Run 1 trial').click()
    await untilLatest('done')
    await lab.page.getByText(/Stopped early after epoch \d+ of 1000/).waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
  })
})

describe('steering', () => {
  test('trials are paused, resumed and stopped', async () => {
    await go('/setup?preset=fig3')
    await field('Name').fill('Long')
    await field('Samples').fill('20000')
    await field('Epochs').fill('100000')
    await field('Seeds').fill('2')
    await lab.page.keyboard.press('Control+Enter')
    const trials = lab.page.getByRole('table', { name: 'Trials' })
    await expect.poll(async () => (await trials.getByText('Running').count()) > 0, patience).toBe(true)
    await lab.page
      .getByRole('img', { name: /Training.*from/ })
      .first()
      .waitFor()
    await button('Pause').click()
    await untilLatest('paused')
    await expect.poll(() => trials.getByText('Paused').count(), patience).toBe(2)
    await button('Resume').click()
    await expect.poll(() => trials.getByText('Paused').count(), patience).toBe(0)
    expect(await lab.page.getByRole('progressbar', { name: 'Progress of all trials' }).getAttribute('aria-valuenow')).toMatch(/^\d+$/)
    await button('Stop').click()
    await untilLatest('stopped')
    await expect.poll(() => trials.getByText('Stopped').count(), patience).toBe(2)
  })
  test('a trial that diverges says when', async () => {
    await go('/setup?preset=fig1')
    await field('Learning rate').fill('1e8')
    await field('Seeds').fill('1')
    await lab.page.keyboard.press('Control+Enter')
    await lab.page.getByText(/no finite number/).waitFor()
    await untilLatest('diverged')
  })
})

describe('the frame', () => {
  test('keys lead to the rooms', async () => {
    await lab.page.keyboard.press('Control+1')
    await lab.page.getByRole('heading', { level: 1, name: 'Setup' }).waitFor()
    await lab.page.keyboard.press('Control+,')
    await lab.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  })
  test('Settings shows where the data lie, and keeps the theme', async () => {
    await lab.page.getByRole('region', { name: 'Data' }).getByText(`${lab.folder}/lab.sqlite`).waitFor()
    await button('Dark').click()
    await expect.poll(() => lab.page.evaluate(() => document.documentElement.classList.contains('dark')), patience).toBe(true)
    await expect.poll(() => lab.client.call('settings.get'), patience).toEqual({ theme: 'dark' })
    await lab.page.reload()
    await expect.poll(() => lab.page.evaluate(() => document.documentElement.classList.contains('dark')), patience).toBe(true)
  })
  test('the palette finds an experiment and opens it', async () => {
    // After the reload: before the room stands nothing listens to the keyboard.
    await lab.page.locator('main .room').waitFor()
    await lab.page.keyboard.press('Control+k')
    // What is typed before the palette listens is typed for nobody; all it then shows is the newest experiments.
    await lab.page.locator('[role=dialog] input:focus').waitFor()
    await lab.page.keyboard.type('Long')
    await lab.page.getByRole('option', { name: 'Long' }).waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
    // Enter takes the marked entry, and the mark follows the shortened list a moment later.
    await lab.page.locator('[role=option][data-highlighted]', { hasText: 'Long' }).waitFor()
    await lab.page.keyboard.press('Enter')
    await lab.page.getByText('2 stopped').waitFor()
  })
  test('an experiment that is not there is explained', async () => {
    await go('/run/999')
    await lab.page.getByText('Experiment 999 is not here').waitFor()
  })
})

describe('everybody can use it', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`no serious finding in the ${theme} theme`, async () => {
      await lab.client.call('settings.set', { theme })
      await lab.page.reload()
      // The first room must stand before the address changes, or the router takes it back.
      await lab.page.locator('main .room').waitFor()
      for (const [address, landmark] of [
        ['/setup', 'What this will do'],
        ['/run/1', 'Decision boundary'],
        ['/run/999', 'is not here'],
        ['/settings', 'Keyboard'],
      ] as const) {
        await go(address)
        await lab.page.getByText(landmark).first().waitFor()
        expect(await seriousFindings(lab.page), `${address} in ${theme}`).toEqual([])
      }
    })
  }
})

test('nothing went wrong on the console, and nothing was asked of anybody else', () => {
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
